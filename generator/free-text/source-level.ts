import type { Flow, TaskNode } from '../../src/contract/flow.ts';
import type { PluginRegistry } from '../../src/contract/registry.ts';
import {
  compileTemplate,
  ExpressionError,
  isTemplate,
  type PrintedSource,
  printedSources,
} from '../../src/expressions/index.ts';
import { isMap, type Value } from '../../src/util/values.ts';
import { reachableTasks, textsOf } from '../walk-flow.ts';
import { isClosedInput, isClosedOutput } from './closed-types.ts';

/** A text that its author did not write: anybody's, or of those who may use the repository. */
export interface FreeText {
  readonly level: 'stranger' | 'free';
  /** As a template names it. */
  readonly shown: string;
  readonly who: string;
  readonly offset: number;
}

/** What is known of the texts of a flow before any of its tasks is looked at. */
export interface TextOrigins {
  readonly flow: Flow;
  /** Free inputs by id. A closed one is not in it. */
  readonly inputs: ReadonlyMap<string, FreeText['level']>;
  /** Whether a trigger sets labels from text of strangers; whoever starts the flow may set any. */
  readonly labels: FreeText['level'];
  /** What of `trigger` is free, by path; `[]` where all of it is. */
  readonly trigger: readonly {
    readonly path: readonly string[];
    readonly level: FreeText['level'];
    readonly who: string;
  }[];
  /** Schemas of outputs by task. */
  readonly outputs: ReadonlyMap<string, object | undefined>;
  /** Tasks that were given text of strangers: so is what they put out. */
  readonly strangerTasks: Set<string>;
}

const ownWords = 'text of whoever starts the flow';

/** The free texts of which a text is made, each once. */
export function freeTextsIn(text: string, origins: TextOrigins): readonly FreeText[] {
  const found = new Map<string, FreeText>();
  for (const source of sourcesIn(text)) {
    for (const free of judge(source, origins, 0)) if (!found.has(free.shown)) found.set(free.shown, free);
  }
  return [...found.values()];
}

/** What `render()` reads as a template although its author did not write it. */
export function renderedFreeTexts(text: string, origins: TextOrigins): readonly FreeText[] {
  return sourcesIn(text).flatMap((source) =>
    source.kind === 'rendered' ? source.of.flatMap((inner) => (isOwnText(inner) ? [] : judge(inner, origins, 0))) : [],
  );
}

/** What anybody may write and `read()` opens as a file. */
export function readFreeTexts(text: string, origins: TextOrigins): readonly FreeText[] {
  return sourcesIn(text).flatMap((source) =>
    source.kind === 'call' && source.name === 'read'
      ? (source.of ?? []).flatMap((inner) => judge(inner, origins, 0)).filter(({ level }) => level === 'stranger')
      : [],
  );
}

function sourcesIn(text: string): readonly PrintedSource[] {
  if (!isTemplate(text)) return [];
  try {
    return printedSources(compileTemplate(text));
  } catch (error) {
    // The parser has judged every text that is rendered: what cannot be read here never is.
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}

/** A variable of the flow is a template of its author. */
function isOwnText(source: PrintedSource): boolean {
  return source.kind === 'variable' && source.path[0] === 'vars';
}

function judge(source: PrintedSource, origins: TextOrigins, depth: number): readonly FreeText[] {
  if (source.kind === 'call') {
    const shown = `${source.name}(${source.argument === undefined ? '…' : `'${source.argument}'`})`;
    return [{ level: 'free', shown, who: 'text from outside the flow', offset: source.offset }];
  }
  if (source.kind === 'rendered') {
    return source.of.flatMap((inner) =>
      isOwnText(inner) ? judgeVariables(inner, origins, depth) : judge(inner, origins, depth),
    );
  }
  const { path, offset } = source;
  const [root = '', ...rest] = path;
  const found = (level: FreeText['level'], who: string): readonly FreeText[] => [
    { level, shown: shownPath(path), who: level === 'stranger' ? 'text that anybody may write' : who, offset },
  ];
  switch (root) {
    case 'inputs': {
      const levels = [...origins.inputs].flatMap(([id, level]) => (meets(rest, id.split('.')) ? [level] : []));
      return levels.length === 0 ? [] : found(levels.includes('stranger') ? 'stranger' : 'free', ownWords);
    }
    case 'trigger': {
      const parts = origins.trigger.filter((part) => meets(rest, part.path));
      const [first] = parts.toSorted((a, b) => (a.level < b.level ? 1 : -1));
      return first === undefined ? [] : found(first.level, first.who);
    }
    case 'labels':
      return found(origins.labels, ownWords);
    case 'outputs':
      return judgeOutput(rest, origins) === undefined
        ? []
        : found(judgeOutput(rest, origins) ?? 'free', 'text that a task found');
    case 'taskrun':
    case 'parent':
    case 'parents':
      return path.includes('value') ? judgeLoops(origins, depth).map((free) => ({ ...free, offset })) : [];
    default:
      return [];
  }
}

function judgeOutput([task, ...path]: readonly string[], origins: TextOrigins): FreeText['level'] | undefined {
  if (task === undefined || task === '*') return origins.strangerTasks.size > 0 ? 'stranger' : 'free';
  if (isClosedOutput(origins.outputs.get(task) as Parameters<typeof isClosedOutput>[0], path)) return undefined;
  return origins.strangerTasks.has(task) ? 'stranger' : 'free';
}

/** The texts of the variables that `render(vars.x)` renders, and of those inside of them. */
function judgeVariables(source: PrintedSource, origins: TextOrigins, depth: number): readonly FreeText[] {
  if (source.kind !== 'variable' || depth > 8) return [];
  let value: Value | undefined = origins.flow.variables;
  for (const step of source.path.slice(1)) value = isMap(value) && step !== '*' ? value[step] : value;
  return textsInside(value ?? null).flatMap((text) =>
    sourcesIn(text).flatMap((inner) => {
      const free = isOwnText(inner) ? judgeVariables(inner, origins, depth + 1) : judge(inner, origins, depth + 1);
      return free.map((each) => ({ ...each, offset: source.offset }));
    }),
  );
}

/** What a loop goes over. */
function judgeLoops(origins: TextOrigins, depth: number): readonly FreeText[] {
  if (depth > 4) return [];
  const over = [...reachableTasks(origins.flow)].flatMap((task) =>
    Object.keys(task.children).length === 0
      ? []
      : textsInside([task.properties['values'] ?? null, task.properties['value'] ?? null]),
  );
  return over.flatMap((text) => sourcesIn(text).flatMap((source) => judge(source, origins, depth + 1)));
}

/** One is the beginning of the other: all of `trigger` holds `trigger.title` too. `*` may be any step. */
function meets(used: readonly string[], free: readonly string[]): boolean {
  return used.slice(0, free.length).every((step, index) => step === '*' || step === free[index]);
}

function shownPath(path: readonly string[]): string {
  return path.reduce((shown, step) => {
    if (step === '*') return `${shown}[…]`;
    if (/^\d+$/.test(step)) return `${shown}[${step}]`;
    return /^\w+$/.test(step) ? `${shown}.${step}` : `${shown}['${step}']`;
  });
}

/** Every text inside of a value, keys of maps included. */
export function textsInside(value: Value): readonly string[] {
  return [...textsOf(value, [])].map(({ text }) => text);
}

/** What each task puts out, as its type says. */
export async function outputSchemas(
  tasks: readonly TaskNode[],
  registry: PluginRegistry,
): Promise<ReadonlyMap<string, object | undefined>> {
  const known = await Promise.all(
    tasks.map(async ({ id, type }) => {
      const definition = await registry.load(type);
      return [id, 'outputs' in definition ? definition.outputs : undefined] as const;
    }),
  );
  return new Map(known);
}

/** Free inputs by id, where a form or a caller may give any of them. */
export function freeInputs({ inputs }: Flow): Map<string, FreeText['level']> {
  return new Map(inputs.flatMap((input) => (isClosedInput(input) ? [] : [[input.id, 'free'] as const])));
}
