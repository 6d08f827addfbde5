import { Readable } from 'node:stream';
import { TaskError } from '../../../contract/errors.ts';
import type { ArchivedLog } from '../../../contract/execution-archive.ts';
import type { LogLevel } from '../../../contract/logger.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { logLevels, rankOf } from './levels.ts';

/** Copies the log of an execution into a stored file. */
export const fetch = defineTask({
  type: 'io.kestra.plugin.core.log.Fetch',
  aliases: ['io.kestra.core.tasks.log.Fetch'],
  title: 'Copy the log of an execution into a stored file.',
  description:
    'One JSON object a line: `namespace`, `flowId`, `executionId`, `taskId`, `taskRunId`, `attemptNumber`, `timestamp`, ' +
    '`level`, `message`, and `value` in loops; task run by task run. What tasks write at the same moment may be missing.',
  properties: Type.Object({
    executionId: Type.Optional(Type.String({ description: 'The execution. Default: the running one.' })),
    namespace: Type.Optional(Type.String({ description: 'The namespace that it has to be of.' })),
    flowId: Type.Optional(Type.String({ description: 'The flow that it has to be of.' })),
    tasksId: Type.Optional(Type.Array(Type.String(), { description: 'Only records of these tasks.' })),
    level: Type.Optional(
      Type.Union(logLevels, { description: 'Only records of this level or above.', default: 'INFO' }),
    ),
  }),
  outputs: Type.Object({
    uri: Type.String({ description: 'URI of the stored file.' }),
    size: Type.Integer({ description: 'Records in it.' }),
  }),
  examples: [
    {
      title: 'Read warnings before the flow ends',
      code: `id: own_log
namespace: company.team
tasks:
  - id: warn
    type: io.kestra.plugin.core.log.Log
    level: WARN
    message: The disk is nearly full
  - id: fetch
    type: io.kestra.plugin.core.log.Fetch
    level: WARN
    tasksId: [warn]
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.fetch.size }} warnings: {{ read(outputs.fetch.uri) }}"
`,
    },
  ],
  async run({ executionId, namespace, flowId, tasksId, level = 'INFO' }, context) {
    const found = await context.archive.find(executionId ?? context.execution.id);
    if ((namespace ?? found.namespace) !== found.namespace || (flowId ?? found.flowId) !== found.flowId) {
      throw new TaskError(
        'EXECUTION_OF_OTHER_FLOW',
        `${found.id} is an execution of ${found.namespace}.${found.flowId}`,
        {
          retryable: false,
          hint: 'Correct namespace and flowId, or leave them out.',
        },
      );
    }
    let size = 0;
    const head = { namespace: found.namespace, flowId: found.flowId, executionId: found.id };
    const lines = async function* (): AsyncGenerator<string> {
      for await (const record of context.archive.logs(found.id)) {
        if (!isWanted(record, level, tasksId)) continue;
        size += 1;
        yield printRecord(record, head);
      }
    };
    const uri = await context.storage.put('logs.ion', Readable.from(lines(), { objectMode: false }));
    return { outputs: { uri, size } };
  },
});

function isWanted({ level, taskId }: ArchivedLog, least: LogLevel, tasks: readonly string[] | undefined): boolean {
  return rankOf(level) >= rankOf(least) && (tasks === undefined || tasks.includes(taskId));
}

function printRecord({ ts, attempt, ...record }: ArchivedLog, head: object): string {
  const timestamp = new Date(ts).toISOString();
  // Counted from 0, as Kestra does.
  return `${JSON.stringify({ ...head, ...record, attemptNumber: Math.max(0, attempt - 1), timestamp })}\n`;
}
