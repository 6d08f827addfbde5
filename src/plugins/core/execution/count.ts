import { TaskError } from '../../../contract/errors.ts';
import type { ArchivedExecution } from '../../../contract/execution-archive.ts';
import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { findExecutions, readDate } from '../../../plugin-kit/execution-filter.ts';
import { stateNames } from '../../../plugin-kit/state-names.ts';
import { oneMachine } from './one-machine.ts';

const flow = Type.Object({ namespace: Type.String(), flowId: Type.String() }, { additionalProperties: false });

/** Counts executions. */
export const count = defineTask({
  type: 'io.kestra.plugin.core.execution.Count',
  aliases: ['io.kestra.core.tasks.executions.Counts'],
  title: 'Count the executions of flows in a stretch of time.',
  description: 'Counts those that this machine keeps. Give `flows`, `namespaces`, or both.',
  properties: Type.Object({
    flows: Type.Optional(
      Type.Array(flow, { description: 'Flows, as `{namespace, flowId}`; one without executions counts 0.' }),
    ),
    namespaces: Type.Optional(Type.Array(Type.String(), { description: 'All flows of these namespaces.' })),
    states: Type.Optional(stateNames),
    startDate: Type.String({
      description: 'Executions that began at this time or later, such as `2024-01-31T00:00:00Z`.',
    }),
    endDate: Type.Optional(Type.String({ description: 'Executions that began at this time or earlier.' })),
    expression: selfRendered(
      Type.String({ description: 'Keeps a flow where it renders to `true`; sees `count`: `{{ count >= 5 }}`.' }),
    ),
  }),
  outputs: Type.Object({
    results: Type.Array(Type.Object({ namespace: Type.String(), flowId: Type.String(), count: Type.Integer() }), {
      description: 'The flows that were kept, with the number of their executions.',
    }),
    total: Type.Integer({ description: 'Sum of the counts.' }),
  }),
  github: oneMachine,
  examples: [
    {
      title: 'Has the load run today?',
      code: `id: watch_load
namespace: company.team
tasks:
  - id: silent
    type: io.kestra.plugin.core.execution.Count
    flows:
      - namespace: company.team
        flowId: load
    states: [SUCCESS]
    startDate: "{{ now() | dateAdd(-1, 'DAYS') }}"
    expression: "{{ count == 0 }}"
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.silent.results | length }} flows did not run"
`,
    },
  ],
  async run({ flows = [], namespaces = [], states, startDate, endDate, expression }, context) {
    if (flows.length === 0 && namespaces.length === 0) {
      throw new TaskError('FLOWS_MISSING', 'expected flows or namespaces, got neither', { retryable: false });
    }
    const range = { from: readDate('startDate', startDate), to: readDate('endDate', endDate) };
    const found = await findExecutions(context, { states, ...range });
    const counts = new Map<string, { namespace: string; flowId: string; count: number }>();
    for (const { namespace, flowId } of flows) counts.set(`${namespace}/${flowId}`, { namespace, flowId, count: 0 });
    for (const execution of found) countIn(counts, execution, namespaces);
    const results = [];
    for (const entry of counts.values()) {
      if ((await context.render(expression, { count: entry.count })).trim() === 'true') results.push(entry);
    }
    return { outputs: { results, total: results.reduce((sum, entry) => sum + entry.count, 0) } };
  },
});

function countIn(
  counts: Map<string, { namespace: string; flowId: string; count: number }>,
  { namespace, flowId }: ArchivedExecution,
  namespaces: readonly string[],
): void {
  const key = `${namespace}/${flowId}`;
  const known = counts.get(key);
  if (known !== undefined) known.count += 1;
  else if (namespaces.includes(namespace)) counts.set(key, { namespace, flowId, count: 1 });
}
