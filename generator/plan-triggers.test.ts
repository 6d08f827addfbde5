import { expect, test } from 'vitest';
import { parseFlow } from '../src/flow/index.ts';
import { builtinRegistry } from '../src/plugins/registry.ts';
import { nowhere, toyConfig } from '../tests/support/toy-flow.ts';
import { planFlow } from './plan.ts';

async function planOf(trigger: string) {
  const text = `id: f
namespace: n
tasks:
  - {id: t, type: io.kestra.plugin.core.log.Log, message: hi}
triggers:
  - {id: it, type: io.kestra.plugin.core.trigger.${trigger}}
`;
  const { flow } = await parseFlow({ file: 'flows/f.yaml', bytes: Buffer.from(text) }, { registry: builtinRegistry });
  if (flow === undefined) throw new Error('expected a valid flow');
  return planFlow(flow, toyConfig, builtinRegistry, nowhere);
}

test('given dates become one line each, in UTC', async () => {
  const { problems, workflow } = await planOf(
    'ScheduleOnDates, timezone: Europe/Berlin, dates: ["2027-03-31T18:00:00", "2027-12-24T18:30:00"]',
  );
  expect(problems).toEqual([]);
  expect(workflow.on.schedule).toEqual([{ cron: '0 16 31 3 *' }, { cron: '30 17 24 12 *' }]);
});

test.each([
  ['ScheduleOnDates, dates: ["2027-03-31T18:00:30Z"]', 'expected a whole minute'],
  ['Flow, when: "{{ kv(\'A\') }}"', 'which the workflow of the other flow does not have'],
  ['Schedule, cron: "0 9 * * *", when: "{{ secret(\'A\') }}"', 'a condition asks for secret()'],
  [
    'Schedule, cron: "0 9 * * *", conditions: [{type: io.kestra.plugin.core.condition.Expression, expression: "{{ kv(\'A\') }}"}]',
    'a condition asks for kv()',
  ],
])('%s is refused on GitHub: %s', async (trigger, message) => {
  const { problems } = await planOf(trigger);
  expect(problems).toMatchObject([{ rule: 'unsupported-on-github', severity: 'error' }]);
  expect(problems[0]?.message).toContain(message);
});
