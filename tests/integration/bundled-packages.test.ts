import { expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { startHttpServer } from '../support/http-server.ts';
import { tempProject } from '../support/temp-project.ts';

/** Packages that the command line loads only when it needs them, as its bundle has them: `import()` of a source file proves nothing of that. */
const expressions = [
  ['jq-wasm', `{{ '{"a":[1,2]}' | jq('.a[1]') }}`, '[2]'],
  ['re2js', `{{ 'a1b2' | replace({'[0-9]': '-'}, regexp=true) }}`, 'a-b-'],
  ['yaml', `{{ yaml('a: 1').a }}`, '1'],
] as const;

test.for(expressions)('%s works in the bundle', async ([, template, result]) => {
  const { stdout, stderr } = await runGitphony(['render', template]);
  expect({ stdout: stdout.trimEnd(), stderr }).toEqual({ stdout: result, stderr: '' });
});

test('undici works in the bundle', async () => {
  await using server = await startHttpServer(() => ({ status: 200, body: 'hello' }));
  const task = `{id: get, type: io.kestra.plugin.core.http.Request, uri: "${server.url}"}`;
  const project = await tempProject({ 'flows/a.yaml': `id: a\nnamespace: x\ntasks:\n  - ${task}\n` });
  const { stdout, stderr } = await runGitphony(['run', 'flows/a.yaml', '--json'], { cwd: project.dir });
  expect(stderr).toContain('SUCCESS');
  expect(stdout).toContain('hello');
});
