import type { Problem } from '../../src/contract/source.ts';
import { openProject, readFlow } from '../../src/project/project.ts';
import { expandFlowPath } from '../../src/project/flow-files.ts';
import { compareStart } from './flow-compare.ts';
import type { ExpectedRecord, FlowFolder } from './flow-corpus.ts';
import { logHint, messageHint } from './flow-hints.ts';
import { differences } from './flow-match.ts';
import type { Observed } from './flow-observed.ts';
import { type FlowProject, openFlowProject } from './flow-project.ts';
import { NotBuilt, playScenario } from './flow-scenario.ts';
import { startInProcess } from './flow-start.ts';

/** How a flow of the corpus does here. */
export interface FlowVerdict {
  readonly kind: 'pass' | 'not-built' | 'differs';
  /** What is not built, or what differs, by start (`0`, `1`, …) or name of the execution; '' is the whole flow. */
  readonly found: ReadonlyMap<string, readonly string[]>;
  /** Texts of logs and messages that are otherwise: worth a look, no failure. */
  readonly hints: readonly string[];
}

/** Rules by which the parser says that this version lacks something, which says nothing about the flow. */
const lacking: ReadonlySet<string> = new Set(['unknown-type', 'not-supported-yet']);

/** Runs a flow of the corpus in a project of its own and compares with what the server did. */
export async function judgeFlow(folder: FlowFolder, port: number): Promise<FlowVerdict> {
  await using project = await openFlowProject(folder, port);
  const settings = await openProject(project.flow);
  const parsed = await readFlow(settings, project.flow);
  const { flow, problems } = parsed;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const missing = errors.filter(({ rule }) => lacking.has(rule));
  const { expected } = folder;
  const expectsUnknownType = expected.messageContains?.some((message) => message.includes('Invalid type')) === true;
  if (missing.length > 0 && missing.length === errors.length && !expectsUnknownType) return notBuilt(missing);
  if (!expected.valid) {
    if (errors.length === 0) return differs([`valid, expected to be refused: ${expected.messageContains?.join('; ')}`]);
    return verdict(
      new Map(),
      messageHint(expected, errors.map(({ message, hint = '' }) => `${message} ${hint}`).join('\n')),
    );
  }
  if (flow === undefined || errors.length > 0) return differs(errors.map(({ message }) => `not valid: ${message}`));
  const children = (await expandFlowPath(`${project.directory}/subflows`).catch(() => [])).map((file) =>
    readFlow(settings, file),
  );
  const childErrors = (await Promise.all(children)).flatMap((child) => child.problems);
  const missingThere = childErrors.filter(({ severity, rule }) => severity === 'error' && lacking.has(rule));
  if (missingThere.length > 0) return notBuilt(missingThere);
  if (folder.steps !== undefined) return await judgeScenario(folder, project);
  const source = { ...parsed, flow };
  return await judgeStarts(folder, project, (index) => startInProcess(source, folder, project, index));
}

async function judgeStarts(
  { expected, starts }: FlowFolder,
  project: FlowProject,
  start: (index: number) => Promise<Observed>,
): Promise<FlowVerdict> {
  const found = new Map<string, readonly string[]>();
  const hints: string[] = [];
  // One after another: what a start leaves behind (keys, states) the next one sees.
  for (const index of starts.keys()) {
    const wanted: ExpectedRecord = expected.cases?.[index] ?? expected;
    const actual = await start(index);
    const lines = await compareStart(wanted, actual, (uri) => project.read(uri));
    if (lines.length > 0) found.set(expected.cases === undefined ? '' : String(index), lines);
    hints.push(...('refused' in actual ? messageHint(wanted, actual.refused) : logHint(wanted, actual.logs)));
  }
  return verdict(found, hints);
}

async function judgeScenario(folder: FlowFolder, project: FlowProject): Promise<FlowVerdict> {
  const { expected } = folder;
  try {
    const { executions, collected, notes } = await playScenario(folder.steps ?? [], project);
    const found = new Map<string, readonly string[]>();
    const add = async (name: string, wanted: ExpectedRecord, record: (typeof collected)[number]): Promise<void> => {
      const actual: Observed = { record, children: [], logs: undefined };
      const lines = await compareStart(wanted, actual, (uri) => project.read(uri));
      if (lines.length > 0) found.set(name, lines);
    };
    for (const [name, wanted] of Object.entries(expected.executions ?? {})) {
      const record = executions[name];
      if (record === undefined) found.set(name, ['expected an execution, there is none']);
      else await add(name, wanted, record);
    }
    const wanted = expected.collected ?? [];
    if (wanted.length !== collected.length) {
      found.set('collected', [`expected ${wanted.length} executions, got ${collected.length}`]);
    }
    for (const [index, record] of collected.entries()) {
      const expectation = wanted[index];
      if (expectation !== undefined) await add(`collected ${index}`, expectation, record);
    }
    const expectedNotes = (expected.notes ?? []).map(({ rejected, op, as, peek, state }) =>
      peek === undefined ? { rejected, op, as } : { peek, state },
    );
    const noteLines = differences(expectedNotes, notes, 'notes');
    if (noteLines.length > 0) found.set('notes', noteLines);
    return verdict(found, []);
  } catch (error) {
    if (error instanceof NotBuilt) return { kind: 'not-built', found: new Map([['', [error.message]]]), hints: [] };
    return differs([error instanceof Error ? error.message : String(error)]);
  }
}

function notBuilt(missing: readonly Problem[]): FlowVerdict {
  const names = missing.map(({ message }) => /"([^"]+)"|type (\w+)/.exec(message)?.slice(1).find(Boolean) ?? message);
  return { kind: 'not-built', found: new Map([['', [...new Set(names)]]]), hints: [] };
}

function differs(lines: readonly string[]): FlowVerdict {
  return verdict(new Map([['', lines]]), []);
}

function verdict(found: FlowVerdict['found'], hints: readonly string[]): FlowVerdict {
  return { kind: found.size === 0 ? 'pass' : 'differs', found, hints };
}
