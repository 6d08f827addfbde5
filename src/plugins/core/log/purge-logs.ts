import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { findExecutions, readDate } from '../../../plugin-kit/execution-filter.ts';
import { logLevels } from './levels.ts';

/** Deletes log records of kept executions. */
export const purgeLogs = defineTask({
  type: 'io.kestra.plugin.core.log.PurgeLogs',
  title: 'Delete old log records.',
  description: 'Deletes what this machine keeps under `.gitphony/`. The logs of executions that have not ended stay.',
  properties: Type.Object({
    namespace: Type.Optional(
      Type.String({
        description: 'With `flowId`, the namespace of the flow; else a namespace with its children. Default: all.',
      }),
    ),
    flowId: Type.Optional(Type.String({ description: 'Only this flow of the namespace.' })),
    executionId: Type.Optional(Type.String({ description: 'Only this execution.' })),
    logLevels: Type.Optional(Type.Array(Type.Union(logLevels), { description: 'Only records of these levels.' })),
    startDate: Type.Optional(Type.String({ description: 'Records of this time or later.' })),
    endDate: Type.String({ description: 'Records of this time or earlier, such as `2024-01-31T00:00:00Z`.' }),
  }),
  outputs: Type.Object({
    count: Type.Integer({ description: 'Records deleted.' }),
  }),
  github: {
    supported: false,
    reason:
      'a runner holds only its own logs; the others are artifacts of other runs, which GitHub deletes by their retention',
  },
  examples: [
    {
      title: 'Keep the chatter of a month',
      code: `id: quiet_logs
namespace: company.team
tasks:
  - id: purge
    type: io.kestra.plugin.core.log.PurgeLogs
    logLevels: [TRACE, DEBUG]
    endDate: "{{ now() | dateAdd(-1, 'MONTHS') }}"
`,
    },
  ],
  async run({ namespace, flowId, executionId, logLevels: levels, startDate, endDate }, context) {
    const from = readDate('startDate', startDate) ?? -Infinity;
    const to = readDate('endDate', endDate) ?? Infinity;
    const own = flowId === undefined ? undefined : context.execution.namespace;
    let count = 0;
    for (const { id, end, start } of await findExecutions(context, { namespace: namespace ?? own, flowId, to })) {
      context.signal.throwIfAborted();
      if (end === undefined || end < from || start > to || (executionId ?? id) !== id) continue;
      count += await context.archive.purgeLogs(
        id,
        ({ ts, level }) => ts >= from && ts <= to && (levels === undefined || levels.includes(level)),
      );
    }
    return { outputs: { count } };
  },
});
