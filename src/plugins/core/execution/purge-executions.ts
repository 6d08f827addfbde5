import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { findExecutions, readDate } from '../../../plugin-kit/execution-filter.ts';
import { stateNames } from '../../../plugin-kit/state-names.ts';
import { oneMachine } from './one-machine.ts';

/** Deletes kept executions. */
export const purgeExecutions = defineTask({
  type: 'io.kestra.plugin.core.execution.PurgeExecutions',
  aliases: ['io.kestra.core.tasks.storages.Purge', 'io.kestra.plugin.core.storage.Purge'],
  title: 'Delete old executions with their logs and files.',
  description:
    'Deletes what this machine keeps under `.gitphony/`. Executions that have not ended stay. There is no way back.',
  properties: Type.Object({
    namespace: Type.Optional(
      Type.String({
        description: 'With `flowId`, the namespace of the flow; else a namespace with its children. Default: all.',
      }),
    ),
    flowId: Type.Optional(Type.String({ description: 'Only this flow of the namespace.' })),
    startDate: Type.Optional(Type.String({ description: 'Executions that began at this time or later.' })),
    endDate: Type.String({
      description: 'Executions that began at this time or earlier, such as `2024-01-31T00:00:00Z`.',
    }),
    states: Type.Optional(stateNames),
    purgeExecution: Type.Optional(
      Type.Boolean({ description: 'Delete the record; its metrics and logs stand in it and go too.', default: true }),
    ),
    purgeLog: Type.Optional(Type.Boolean({ description: 'Delete the logs.', default: true })),
    purgeMetric: Type.Optional(
      Type.Boolean({ description: 'Metrics go with the record, and only with it.', default: true }),
    ),
    purgeStorage: Type.Optional(Type.Boolean({ description: 'Delete the stored files.', default: true })),
    batchSize: Type.Optional(
      Type.Integer({ description: 'Without effect: nothing is deleted in bulk.', default: 100 }),
    ),
  }),
  outputs: Type.Object({
    executionsCount: Type.Integer({ description: 'Records deleted.' }),
    taskOutputsCount: Type.Integer({ description: 'Task runs with outputs in them.' }),
    logsCount: Type.Integer({ description: 'Log records deleted.' }),
    storagesCount: Type.Integer({ description: 'Stored files deleted.' }),
    metricsCount: Type.Integer({ description: 'Metrics deleted.' }),
  }),
  github: oneMachine,
  examples: [
    {
      title: 'Keep a month',
      code: `id: keep_a_month
namespace: company.team
tasks:
  - id: purge
    type: io.kestra.plugin.core.execution.PurgeExecutions
    namespace: company.team
    endDate: "{{ now() | dateAdd(-1, 'MONTHS') }}"
    states: [SUCCESS, WARNING]
`,
    },
  ],
  async run(properties, context) {
    const { namespace, flowId, states, purgeExecution = true, purgeLog = true, purgeStorage = true } = properties;
    const filter = {
      namespace: namespace ?? (flowId === undefined ? undefined : context.execution.namespace),
      flowId,
      states,
      from: readDate('startDate', properties.startDate),
      to: readDate('endDate', properties.endDate),
    };
    const outputs = { executionsCount: 0, taskOutputsCount: 0, logsCount: 0, storagesCount: 0, metricsCount: 0 };
    for (const { id, end } of await findExecutions(context, filter)) {
      context.signal.throwIfAborted();
      if (end === undefined) continue;
      const parts = { record: purgeExecution, logs: purgeLog, files: purgeStorage };
      const counts = await context.archive.purge(id, parts);
      if (purgeExecution) outputs.executionsCount += 1;
      outputs.taskOutputsCount += counts.taskOutputs;
      outputs.logsCount += counts.logs;
      outputs.storagesCount += counts.files;
      outputs.metricsCount += counts.metrics;
    }
    return { outputs };
  },
});
