import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineHost } from '../../contract/engine-host.ts';
import { GitphonyError, TaskError } from '../../contract/errors.ts';
import type { Execution } from '../../contract/execution.ts';
import type { ExecutionArchive, PurgeCounts, PurgeParts } from '../../contract/execution-archive.ts';
import { isMap } from '../../util/values.ts';
import { isExecutionId } from '../ids.ts';
import { readLogs } from './archived-logs.ts';
import { type KeptExecution, readKept, summarize } from './kept-execution.ts';
import { purgeLogs } from './purge-logs.ts';

/** The execution that asks: it is known better than its journal on disk tells, which is written a moment later. */
export interface LiveExecution {
  readonly id: string;
  readonly directory: string;
  execution(): Execution;
}

/** The executions in a host's folder. */
export function createArchive(host: EngineHost, live: LiveExecution): ExecutionArchive {
  const read = async (id: string): Promise<KeptExecution> =>
    id === live.id
      ? { directory: live.directory, execution: live.execution(), ended: false }
      : readKept(host.executionsDirectory, id);
  const readEnded = async (id: string): Promise<KeptExecution> => {
    const kept = await read(id);
    if (kept.ended) return kept;
    throw new TaskError('EXECUTION_RUNNING', `expected an execution that has ended, ${id} has not`, {
      retryable: false,
      hint: 'wait for its end, or end it by `gitphony executions kill`',
    });
  };
  return {
    async list(onUnreadable) {
      const found = [];
      for (const name of await readdir(host.executionsDirectory)) {
        if (!isExecutionId(name)) continue;
        try {
          found.push(summarize(await read(name)));
        } catch (error) {
          // One broken record, or one that somebody deletes meanwhile, must not hide the others.
          onUnreadable(name, error);
        }
      }
      return found;
    },
    find: async (id) => summarize(await read(id)),
    async *logs(id) {
      const { directory, execution } = await read(id);
      for await (const { records } of readLogs(directory, execution)) yield* records;
    },
    purge: async (id, parts) => purge(host, await readEnded(id), parts),
    purgeLogs: async (id, matches) => purgeLogs(await readEnded(id), matches),
    async resume(id, inputs) {
      const { execution } = await read(id);
      if (execution.state.current !== 'PAUSED') {
        throw new TaskError(
          'EXECUTION_NOT_PAUSED',
          `expected a paused execution, ${id} is ${execution.state.current}`,
          {
            retryable: false,
          },
        );
      }
      if (host.resumeExecution === undefined) {
        throw new GitphonyError('RESUME_UNAVAILABLE', 'executions cannot be resumed from a task here', {
          hint: `resume it by hand: gitphony executions resume ${id}`,
        });
      }
      await host.resumeExecution(id, inputs);
    },
  };
}

async function purge(host: EngineHost, kept: KeptExecution, parts: PurgeParts): Promise<PurgeCounts> {
  const { execution, directory } = kept;
  const withLogs = parts.logs || parts.record;
  const logs = withLogs ? await purgeLogs(kept, () => true) : 0;
  const files = parts.files ? await purgeFiles(host, execution) : 0;
  if (!parts.record) return { taskOutputs: 0, logs, files, metrics: 0 };
  await rm(join(directory), { recursive: true, force: true });
  const outputs = execution.taskRunList.filter((run) => isMap(run.outputs) && Object.keys(run.outputs).length > 0);
  const metrics = execution.taskRunList.reduce((sum, run) => sum + run.metrics.length, 0);
  return { taskOutputs: outputs.length, logs, files, metrics };
}

async function purgeFiles(host: EngineHost, { id, namespace, flowId, flowRevision }: Execution): Promise<number> {
  const storage = host.storage.forTaskRun({ id, namespace, flowId, flowRevision }, { id: 'purge', taskId: 'purge' });
  return (await storage.purgeExecution()).length;
}
