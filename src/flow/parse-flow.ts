import type { Flow } from '../contract/flow.ts';
import type { PluginDefault } from '../contract/project-config.ts';
import type { PluginRegistry } from '../contract/registry.ts';
import type { DocumentPath, Problem, SourcePosition, SourceRange } from '../contract/source.ts';
import { isMap, type Value } from '../util/values.ts';
import { BuildContext } from './build/context.ts';
import { buildFlow } from './build/flow.ts';
import { checkFlow } from './checks/check-flow.ts';
import { readFlowDefaults, scopesOf, warnUnusedDefaults } from './flow-defaults.ts';
import { describeValue, textOf } from './plain.ts';
import { ProblemList } from './problem-list.ts';
import { loadInputValidators, MissingValidator } from './validate-part.ts';
import { readDocument } from './yaml/read-document.ts';
import type { YamlDocument } from './yaml/yaml-document.ts';

/** What `parseFlow` needs beside the file. */
export interface ParseOptions {
  readonly registry: PluginRegistry;
  /** Defaults of `gitphony.yaml` for a namespace, the weakest first (project, outer namespace, inner namespace). */
  readonly pluginDefaults?: (namespace: string) => readonly PluginDefault[];
  /** Secrets and project ids that are written out are errors. Default false. */
  readonly strict?: boolean;
  /** SHA-256 in hex. Default: by Web Crypto, because the editor reads flows in a browser too; Node's own starts faster. */
  readonly sha256?: (bytes: Uint8Array) => string;
}

/** A flow file, read and judged. */
export interface ParsedFlow {
  /** Undefined where there are errors. */
  readonly flow?: Flow;
  /** In order of their places. */
  readonly problems: readonly Problem[];
  /** The file's text without a byte order mark. */
  readonly text: string;
  /** Where something stands in the file; the nearest ancestor where the path does not exist. */
  rangeOf(path: DocumentPath): SourceRange;
  /** Where a character of the (decoded) text at the path stands in the file, e.g. a place inside a template. */
  positionIn(path: DocumentPath, offset: number): SourcePosition;
}

/**
 * Reads a flow file: YAML, the flow language's own rules, each plugin's schema, plugin defaults merged in, templates parsed.
 * Finds every problem at once and throws for none of them. Pure: no network, no secrets, no plugin code.
 */
export async function parseFlow(
  source: { readonly file: string; readonly bytes: Uint8Array },
  options: ParseOptions,
): Promise<ParsedFlow> {
  const problems = new ProblemList(source.file);
  const { text, lines, document } = readDocument(source.bytes, problems);
  if (document !== undefined) await loadInputValidators(typesIn(document.value));
  const start = { start: lines.position(0), end: lines.position(0) };
  let flow: Flow | undefined;
  try {
    flow = document === undefined ? undefined : await readFlow(document, source, problems, options);
  } catch (error) {
    if (document === undefined || !(error instanceof MissingValidator)) throw error;
    // Plugin defaults may bring inputs that the file itself does not show.
    await loadInputValidators();
    return parseFlow(source, options);
  }
  return {
    ...(flow === undefined || problems.hasErrors ? {} : { flow }),
    problems: problems.sorted(),
    text,
    rangeOf: (path) => document?.rangeOf(path) ?? start,
    positionIn: (path, offset) => document?.positionInScalar(path, offset) ?? start.start,
  };
}

async function readFlow(
  document: YamlDocument,
  source: { readonly file: string; readonly bytes: Uint8Array },
  problems: ProblemList,
  options: ParseOptions,
): Promise<Flow | undefined> {
  const raw = document.value;
  if (!isMap(raw)) {
    const message = `expected a flow (a map with id, namespace and tasks), got ${describeValue(raw)}`;
    problems.add({ rule: 'wrong-type', message, hint: 'begin the file with id: and namespace:' }, document.rangeOf([]));
    return undefined;
  }
  const own = readFlowDefaults(raw, new BuildContext(document, problems, options.registry, []));
  const project = options.pluginDefaults?.(textOf(raw, 'namespace') ?? '') ?? [];
  const context = new BuildContext(document, problems, options.registry, scopesOf(own, project), options.strict);
  const sourceHash = options.sha256?.(source.bytes) ?? (await sha256(source.bytes));
  const flow = await buildFlow(context, raw, { file: source.file, sourceHash });
  warnUnusedDefaults(context, own, flow);
  await checkFlow(context, flow);
  return flow;
}

/** Every text under a key `type`, in upper case. */
function typesIn(value: Value, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const item of value) typesIn(item, found);
  if (!isMap(value)) return found;
  for (const [key, child] of Object.entries(value)) {
    if (key === 'type' && typeof child === 'string') found.add(child.toUpperCase());
    else typesIn(child, found);
  }
  return found;
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
