import { expect, test } from 'vitest';
import { runOnTerminal } from '../support/terminal.ts';
import { tempProject } from '../support/temp-project.ts';

const flow = `id: live
namespace: demo
tasks:
  - id: quick
    type: io.kestra.plugin.core.log.Log
    message: "one\\ntwo"
  - id: nap_with_a_name_that_is_longer_than_the_narrow_terminal_of_this_test
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT0.5S
  - id: after
    type: io.kestra.plugin.core.log.Log
    message: "wide 漢字 😀"
`;
const napping = `id: napping
namespace: demo
tasks:
  - id: nap
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT60S
`;

test('a terminal shows running tasks live and is left with plain lines only', async () => {
  const { dir } = await tempProject({ 'flows/live.yaml': flow });
  const ended = await runOnTerminal(['run', 'demo.live'], { cwd: dir, columns: 40 });
  expect(ended.exitCode, ended.raw).toBe(0);
  expect(ended.raw).toMatch(/▸ nap_with_a_name_that_is_longer\w*…/);
  expect(ended.raw).toContain('\u001B[32m');
  const [first, ...rest] = ended.screen;
  expect(first).toMatch(/^execution \w+$/);
  const text = rest.join('\n');
  expect(text).not.toContain('▸');
  expect(text).toMatch(/INFO +quick one\n {4}two\n.* SUCCESS quick .*s\n.* SUCCESS nap_with_a_name/);
  expect(text).toMatch(/INFO +after wide 漢字 😀\n.* SUCCESS after[^]*SUCCESS in [\d.]+s, 3 task runs$/);
});

test('Ctrl-C typed on the terminal leaves it clean, too', async () => {
  const { dir } = await tempProject({ 'flows/napping.yaml': napping });
  const ended = await runOnTerminal(['run', 'demo.napping'], { cwd: dir, keys: [['[39m nap ', '\u0003']] });
  expect(ended.exitCode).toBe(1);
  const text = ended.screen.join('\n');
  expect(text).not.toContain('▸');
  expect(text).toMatch(/SIGINT: killing the execution[^]*KILLED +nap [^]*\nKILLED in /);
});
