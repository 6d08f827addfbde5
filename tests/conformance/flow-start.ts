import { UsageError } from '../../src/contract/errors.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { openProject, type Project } from '../../src/project/project.ts';
import { type FlowSource, startFlow } from '../../src/project/start-flow.ts';
import type { LogRecord } from '../../src/contract/engine-host.ts';
import type { ExpectedLog, FlowFolder } from './flow-corpus.ts';
import type { Observed, ObservedRecord } from './flow-observed.ts';
import type { FlowProject } from './flow-project.ts';

const LOG_TASK = 'io.kestra.plugin.core.log.Log';

/**
 * Starts a flow as `gitphony run` does, but in this process: a hundred and fifty processes would take a minute.
 * What only the command line adds (arguments, exit codes, signals) is seen by the scenarios.
 */
export async function startInProcess(
  source: FlowSource,
  folder: FlowFolder,
  project: FlowProject,
  index: number,
): Promise<Observed> {
  const records: LogRecord[] = [];
  const host = await createEngineHost(await openedProject(project), { onLog: (record) => void records.push(record) });
  const before = new Set((await project.executions()).map(({ id }) => id));
  try {
    const request = { inputs: project.inputsOf(folder.starts[index] ?? {}), labels: index === 0 ? folder.labels : {} };
    const handle = await startFlow(source, request, host);
    const { id } = await handle.result;
    const children = (await project.executions()).filter((other) => other.id !== id && !before.has(other.id));
    const record = await project.execution(id);
    return { record, children, logs: notableLogs(records, record) };
  } catch (error) {
    if (error instanceof UsageError) return { refused: error.message };
    throw error;
  }
}

const opened = new WeakMap<FlowProject, Promise<Project>>();

function openedProject(project: FlowProject): Promise<Project> {
  const known = opened.get(project) ?? openProject(project.flow);
  opened.set(project, known);
  return known;
}

/** What the corpus keeps of a log: warnings, errors, and all that Log tasks write. */
function notableLogs(records: readonly LogRecord[], { taskRuns, error }: ObservedRecord): ExpectedLog[] {
  const logTasks = new Set(taskRuns.filter(({ taskType }) => taskType === LOG_TASK).map(({ taskId }) => taskId));
  const logged = records
    .filter(({ level, taskId }) => level === 'WARN' || level === 'ERROR' || logTasks.has(taskId))
    .map(({ level, taskId, message }): ExpectedLog => [level, taskId, message]);
  // What fails outside of every task the server logs too; here the execution's record has it.
  const failedOutside = error !== undefined && !logged.some(([, , message]) => message.includes(error));
  return failedOutside ? [...logged, ['ERROR', null, error]] : logged;
}
