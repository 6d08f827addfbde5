import type { PluginRegistry } from '../../contract/registry.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { isMap, type Value } from '../../util/values.ts';
import type { ScopedDefault } from '../plugin-defaults.ts';
import type { Finding, ProblemList } from '../problem-list.ts';
import type { Explained } from '../violations.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';

/** A text of the flow that is rendered at some time. */
export interface TemplateSite {
  readonly text: string;
  readonly path: DocumentPath;
  /**
   * Who renders it; a template error is an error for tasks, a warning where the text may never be rendered. `other-flow`: names
   * in it are those of an execution of another flow.
   */
  readonly kind: 'task' | 'flow' | 'variable' | 'other-flow';
}

/** The outputs of a task. */
export interface TaskOutputs {
  readonly type: string;
  readonly names: readonly string[];
  /** It stands inside a task that may run it several times: its outputs may stand below a value then. */
  readonly isNested: boolean;
}

/** What the building of one flow shares. */
export class BuildContext {
  readonly document: YamlDocument;
  readonly problems: ProblemList;
  readonly registry: PluginRegistry;
  /** Defaults by scope, the strongest first. */
  readonly scopes: readonly (readonly ScopedDefault[])[];
  /** What is told of secrets that are written out is an error. */
  readonly strict: boolean;
  /** Task ids with the path of the task that has it. */
  readonly taskIds = new Map<string, DocumentPath>();
  /** Ids of tasks that no file declares: a flowable of these runs them by itself. */
  readonly innerTaskIds: string[] = [];
  /** What tasks give back, by their ids, where their types say it. */
  readonly taskOutputs = new Map<string, TaskOutputs>();
  readonly templates: TemplateSite[] = [];
  /** Canonical and authored type names in use, for defaults that match none. */
  readonly usedTypes: string[][] = [];

  constructor(
    document: YamlDocument,
    problems: ProblemList,
    registry: PluginRegistry,
    scopes: readonly (readonly ScopedDefault[])[],
    strict = false,
  ) {
    this.document = document;
    this.problems = problems;
    this.registry = registry;
    this.scopes = scopes;
    this.strict = strict;
  }

  /** Reports at a value. */
  at(path: DocumentPath, finding: Finding): void {
    this.problems.add(finding, this.document.rangeOf(path), path);
  }

  /** Reports at the key that holds a value. */
  atKey(path: DocumentPath, finding: Finding): void {
    this.problems.add(finding, this.document.keyRangeOf(path), path);
  }

  /** Reports explained violations below a path; `relocate` moves those of values that stand elsewhere (plugin defaults). */
  explained(
    list: readonly Explained[],
    base: DocumentPath,
    relocate?: (explained: Explained) => Explained | undefined,
  ): void {
    for (const entry of list) {
      const moved = relocate?.(entry);
      const { finding, path, atKey } = moved ?? entry;
      const full = moved === undefined ? [...base, ...path] : path;
      if (atKey) this.atKey(full, finding);
      else this.at(full, finding);
    }
  }

  /** Notes every text inside a value as one that is rendered. */
  noteTemplates(value: Value | undefined, path: DocumentPath, kind: TemplateSite['kind']): void {
    if (typeof value === 'string') {
      if (value.includes('{{') || value.includes('{%') || value.includes('{#'))
        this.templates.push({ text: value, path, kind });
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) this.noteTemplates(item, [...path, index], kind);
    } else if (isMap(value)) {
      for (const [key, item] of Object.entries(value)) this.noteTemplates(item, [...path, key], kind);
    }
  }
}
