import type { Flow, TaskNode } from '../../src/contract/flow.ts';
import type { PluginRegistry } from '../../src/contract/registry.ts';
import type { DocumentPath } from '../../src/contract/source.ts';
import type { Value } from '../../src/util/values.ts';
import type { ProblemList } from '../problem-list.ts';
import type { ReachableFlow } from '../reachable-flows.ts';
import { reachableTasks, reachableTexts, textsOf } from '../walk-flow.ts';
import { isClosedInput } from './closed-types.ts';
import {
  type FreeText,
  freeInputs,
  freeTextsIn,
  outputSchemas,
  readFreeTexts,
  renderedFreeTexts,
  type TextOrigins,
  textsInside,
} from './source-level.ts';
import { choosesFile, describeSink, fileSinks, rewriteHint, type Sink, sinks } from './text-sinks.ts';
import { triggerTexts } from './trigger-texts.ts';

/** A free text where it is more than data. */
interface Finding {
  readonly free: FreeText;
  readonly sink: Sink;
  readonly path: DocumentPath;
  /** Begins the message where the place is in a called flow. */
  readonly where: string;
  /** The place is in the compiled flow itself, so it can be told to the character. */
  readonly isHere: boolean;
}

/**
 * Follows texts that the flow's author did not write into scripts, SQL, addresses and `render()`. What anybody may write is
 * refused there; the rest warns, once for each text and kind of place. Closed types carry no text.
 */
export async function checkFreeText(
  flows: readonly ReachableFlow[],
  registry: PluginRegistry,
  problems: ProblemList,
): Promise<void> {
  const known: TextOrigins[] = [];
  const findings: Finding[] = [];
  for (const { flow, call } of flows) {
    const origins = await originsOf(flow, registry, call === undefined ? undefined : known);
    known.push(origins);
    const where = call === undefined ? '' : `in the called flow ${flow.namespace}.${flow.id}: `;
    for (const { path, ...found } of findingsIn(origins, call === undefined)) {
      findings.push({ ...found, path: call ?? path, where, isHere: call === undefined });
    }
  }
  for (const finding of findings) if (finding.free.level === 'stranger') tell(finding, '', problems);
  for (const [finding, ...same] of groupFree(findings)) {
    if (finding === undefined) continue;
    tell(
      finding,
      same.length === 0 ? '' : ` (and in ${same.length} more place${same.length === 1 ? '' : 's'})`,
      problems,
    );
  }
}

/** The inputs of a called flow are what its callers hand over: text of strangers there, or free text where they are free. */
async function originsOf(
  flow: Flow,
  registry: PluginRegistry,
  callers: readonly TextOrigins[] | undefined,
): Promise<TextOrigins> {
  const tasks = [...reachableTasks(flow)];
  const trigger = callers === undefined ? await triggerTexts(flow, registry) : [];
  const outputs = await outputSchemas(tasks, registry);
  const inputs = freeInputs(flow);
  const first: TextOrigins = { flow, inputs, labels: 'free', trigger, outputs, strangerTasks: new Set() };
  const byTriggers = flow.triggers.flatMap(({ labels = {} }) => Object.values(labels));
  const labels = byTriggers.flatMap((text) => freeTextsIn(text, first)).some(({ level }) => level === 'stranger');
  const origins: TextOrigins = labels ? { ...first, labels: 'stranger' } : first;
  const given = callers === undefined ? givenByTriggers(flow, origins) : givenByCallers(flow, callers);
  // A FILE input is clean as a text, but says which file is read.
  const files = new Set(flow.inputs.filter(({ type }) => type === 'FILE').map(({ id }) => id));
  for (const [id, free] of given)
    if ((inputs.has(id) || files.has(id)) && free.level === 'stranger') inputs.set(id, 'stranger');
  followStrangers(tasks, origins);
  return origins;
}

function givenByTriggers(flow: Flow, origins: TextOrigins): readonly (readonly [string, FreeText])[] {
  const enabled = flow.triggers.filter(({ disabled }) => !disabled);
  return enabled.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([id, value]) =>
      textsInside(value).flatMap((text) => freeTextsIn(text, origins).map((free) => [id, free] as const)),
    ),
  );
}

function givenByCallers(flow: Flow, callers: readonly TextOrigins[]): readonly (readonly [string, FreeText])[] {
  const ids = flow.inputs.filter((input) => !isClosedInput(input)).map(({ id }) => id);
  return callers.flatMap((caller) =>
    [...reachableTasks(caller.flow)]
      .filter(({ properties }) => properties['flowId'] === flow.id && properties['namespace'] === flow.namespace)
      .flatMap(({ properties }) =>
        textsInside(properties['inputs'] ?? null).flatMap((text) => freeTextsIn(text, caller)),
      )
      .flatMap((free) => ids.map((id) => [id, free] as const)),
  );
}

/** A task that was given text of strangers hands it on, through others too. */
function followStrangers(tasks: readonly TaskNode[], origins: TextOrigins): void {
  for (let before = -1; before !== origins.strangerTasks.size; ) {
    before = origins.strangerTasks.size;
    for (const task of tasks) {
      const texts = [task.properties, ...Object.values(task.runners).map(({ properties }) => properties)].flatMap(
        textsInside,
      );
      if (texts.some((text) => freeTextsIn(text, origins).some(({ level }) => level === 'stranger'))) {
        origins.strangerTasks.add(task.id);
      }
    }
  }
}

function* findingsIn(origins: TextOrigins, withTriggers: boolean): Generator<Pick<Finding, 'free' | 'sink' | 'path'>> {
  for (const task of reachableTasks(origins.flow)) {
    for (const [property, value] of Object.entries(task.properties)) {
      if (fileSinks.has(property)) yield* filesChosen(value, [...task.path, property], origins);
      const sink = sinks[property];
      if (sink === undefined) continue;
      for (const { text, path } of textsOf(value, [...task.path, property])) {
        for (const free of freeTextsIn(text, origins)) yield { free, sink, path };
      }
    }
  }
  for (const { text, path } of reachableTexts(origins.flow, { triggers: withTriggers })) {
    for (const free of renderedFreeTexts(text, origins)) yield { free, sink: 'template', path };
    for (const free of readFreeTexts(text, origins)) yield { free, sink: 'file', path };
  }
}

/** Whoever starts the flow may choose files; what anybody may write must not: it would be read with the flow's own key. */
function* filesChosen(
  value: Value,
  path: DocumentPath,
  origins: TextOrigins,
): Generator<Pick<Finding, 'free' | 'sink' | 'path'>> {
  for (const text of textsOf(value, path)) {
    for (const free of freeTextsIn(text.text, origins)) {
      const isChoice = free.level === 'stranger' && choosesFile(text.text, free.offset);
      if (isChoice) yield { free, sink: 'file', path: text.path };
    }
  }
}

/** One warning for a text and a kind of place, however often it stands there. */
function groupFree(findings: readonly Finding[]): Iterable<readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { free, sink, where } = finding;
    if (free.level === 'stranger') continue;
    const key = JSON.stringify([where, sink, free.shown]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return groups.values();
}

function tell({ free, sink, path, where, isHere }: Finding, more: string, problems: ProblemList): void {
  const message = `${where}${free.shown} is ${free.who}, and here it ${describeSink(sink)}${more}`;
  const hint = rewriteHint(sink, free.shown);
  if (free.level === 'stranger') problems.error('stranger-text', path, message, hint, isHere ? free.offset : undefined);
  else problems.warning('free-text', path, message, hint, isHere ? free.offset : undefined);
}
