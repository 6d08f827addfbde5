import { expect, test } from 'vitest';
import { allowedFindings } from '../../generator/allowed-findings.ts';
import { renderWorkflow } from '../../generator/render.ts';
import { planWatchdog } from '../../generator/watchdog-workflow.ts';
import { parseConfig } from '../../src/project/config.ts';
import { describeFinding, lintWorkflows, withoutAllowed } from '../gates/lint-workflows.ts';
import { tempProject } from '../support/temp-project.ts';

const plan = async (setting: string) => planWatchdog(await parseConfig(`watchdog: ${setting}\n`, 'gitphony.yaml'));

test('the watchdog is a workflow of its own without any finding, whose only job may dispatch and make references', async () => {
  const planned = await plan('true');
  if (planned === undefined) throw new Error('expected a workflow');
  expect(planned.workflow.permissions).toEqual({});
  const rights = Object.values(planned.workflow.jobs).map(({ permissions }) =>
    Object.fromEntries(Object.entries(permissions).map(([name, { level }]) => [name, level])),
  );
  expect(rights).toEqual([{ actions: 'write', contents: 'write' }]);
  const project = await tempProject({
    'action/action.yml':
      'name: a\ndescription: a\ninputs: {mode: {description: m}}\nruns: {using: node24, main: dist/main.js}\n',
    'action/dist/main.js': '',
    [planned.target]: renderWorkflow(planned),
  });
  const findings = withoutAllowed(await lintWorkflows([project.path(planned.target)]), allowedFindings);
  expect(findings.map(describeFinding)).toEqual([]);
});

test.each([
  ['true', '17 * * * *'],
  ['{every: PT30M}', '17,47 * * * *'],
  ['{cron: "5 6 * * 1"}', '5 6 * * 1'],
  ['false', undefined],
])('watchdog: %s', async (setting, cron) => {
  expect((await plan(setting))?.workflow.on.schedule?.[0]?.cron).toBe(cron);
});

test.each([['{every: PT7M}'], ['{cron: "@daily"}'], ['{cron: "5 6 * * 1", every: P1D}'], ['sometimes']])(
  'watchdog: %s is refused',
  async (setting) => {
    await expect(plan(setting)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  },
);
