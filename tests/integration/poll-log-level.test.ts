import { expect, onTestFinished, test } from 'vitest';
import { createExecutionId } from '../../src/engine/index.ts';
import { pollingTriggers } from '../../src/flow/index.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { runAsTask } from '../../src/project/polls/run-as-task.ts';
import { openProject, readFlow } from '../../src/project/project.ts';
import { makeTempProject } from '../support/temp-project.ts';

/** What a trigger's own work logs at INFO and WARN, as far as it is kept. */
async function logged(more: string): Promise<string[]> {
  const folder = await makeTempProject({
    'flows/f.yaml': `id: f
namespace: demo
tasks: [{id: t, type: io.kestra.plugin.core.log.Log, message: hi}]
triggers:
  - id: look
    type: io.kestra.plugin.core.http.Trigger
    uri: http://localhost:1/
    responseCondition: "{{ true }}"
${more}`,
  });
  onTestFinished(folder.remove);
  const project = await openProject(folder.dir);
  const { flow, text, problems } = await readFlow(project, folder.path('flows/f.yaml'));
  if (flow === undefined) throw new Error(JSON.stringify(problems));
  const [trigger] = await pollingTriggers(flow, project.registry);
  if (trigger === undefined) throw new Error('the flow has no polling trigger');
  const lines: string[] = [];
  const host = await createEngineHost(project, { onLog: ({ message }) => void lines.push(message) });
  await runAsTask({ flow, text }, trigger, {
    host,
    executionId: createExecutionId(),
    work: async (_properties, { log }) => {
      log.info('looking');
      log.warn('slow');
    },
  });
  return lines;
}

test('logLevel of a trigger is the least level of what its poll logs', async () => {
  expect(await logged('')).toEqual(expect.arrayContaining(['looking', 'slow']));
  expect(await logged('    logLevel: WARN\n')).toEqual(['slow']);
});
