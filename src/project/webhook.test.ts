import { expect, test } from 'vitest';
import { tempProject } from '../../tests/support/temp-project.ts';
import { newMap } from '../util/values.ts';
import { createEngineHost } from './engine-host.ts';
import { openProject, readFlow } from './project.ts';
import { fireByRequest, requestTriggers, triggerOfKey } from './webhook.ts';

const flowText = `id: hooked
namespace: demo
variables: {part: y}
tasks: [{id: t, type: io.kestra.plugin.core.log.Log, message: hi}]
triggers:
  - {id: one, type: io.kestra.plugin.core.trigger.Webhook, key: "k3{{ vars.part }}"}
  - {id: off, type: io.kestra.plugin.core.trigger.Webhook, key: off-key, disabled: true}
  - {id: empty, type: io.kestra.plugin.core.trigger.Webhook, key: "{{ '' }}"}
  - {id: two, type: io.kestra.plugin.core.trigger.Webhook, key: "{{ secret('HOOK') }}", when: "{{ trigger.body.ok }}"}
`;

async function open() {
  const directory = await tempProject({ 'flows/hooked.yaml': flowText, '.env': 'HOOK=from-secret\n' });
  const project = await openProject(directory.dir);
  const { flow } = await readFlow(project, directory.path('flows/hooked.yaml'));
  if (flow === undefined) throw new Error('the flow is invalid');
  return { flow, triggers: await requestTriggers(flow, project.registry), host: await createEngineHost(project) };
}

test.each([
  ['k3y', 'one'],
  ['from-secret', 'two'],
])('the key %s finds its trigger', async (key, id) => {
  const { flow, triggers, host } = await open();
  expect((await triggerOfKey(flow, triggers, key, host)).node.id).toBe(id);
});

test.each(['', 'k3', 'k3y ', 'K3Y', 'off-key', '{{ vars.part }}'])('the key "%s" finds none', async (key) => {
  const { flow, triggers, host } = await open();
  await expect(triggerOfKey(flow, triggers, key, host)).rejects.toMatchObject({ code: 'WEBHOOK_NOT_FOUND' });
});

test('conditions see the request', async () => {
  const { flow, triggers, host } = await open();
  const hook = await triggerOfKey(flow, triggers, 'from-secret', host);
  const fire = (ok: boolean) =>
    fireByRequest(flow, hook, { body: { ok }, headers: newMap(), parameters: newMap() }, host);
  expect(await fire(true)).toMatchObject({ record: { id: 'two', variables: { body: { ok: true } } } });
  expect(await fire(false)).toMatchObject({ skipped: expect.stringContaining('two') });
});
