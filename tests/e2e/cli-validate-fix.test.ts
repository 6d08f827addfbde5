import { chmod, readFile, stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { tempProject } from '../support/temp-project.ts';

const older = `id: old # since 2023
namespace: demo
tasks:
  - id: tell
    type: io.kestra.core.tasks.log.Log
    message: "{{ {'a': 1} | json }}"
`;
const newer = older.replace('io.kestra.core.tasks.log.Log', 'io.kestra.plugin.core.log.Log').replace('json', 'toJson');

test('--fix writes the names of today, --dry-run shows them, and a second time there is nothing to do', async () => {
  await using project = await tempProject({
    'flows/old.yaml': older,
    'flows/bom.yaml': `\uFEFF${older.replace('old', 'bom')}`,
  });
  const cwd = project.dir;
  await chmod(project.path('flows/old.yaml'), 0o640);
  const shown = await runGitphony(['validate', '--fix', '--dry-run', 'flows/old.yaml'], { cwd });
  expect(shown).toMatchObject({ exitCode: 0 });
  expect(shown.stdout).toContain(`flows/old.yaml
  5 -     type: io.kestra.core.tasks.log.Log
  5 +     type: io.kestra.plugin.core.log.Log
  6 -     message: "{{ {'a': 1} | json }}"
  6 +     message: "{{ {'a': 1} | toJson }}"
`);
  expect(await readFile(project.path('flows/old.yaml'), 'utf8')).toBe(older);

  const fixed = await runGitphony(['validate', '--fix'], { cwd });
  expect(fixed.stdout).toContain('2 flows: 0 errors, 0 warnings\n');
  expect(await readFile(project.path('flows/old.yaml'), 'utf8')).toBe(newer);
  expect((await stat(project.path('flows/old.yaml'))).mode % 0o1000).toBe(0o640);
  expect(await readFile(project.path('flows/bom.yaml'), 'utf8')).toBe(`\uFEFF${newer.replace('old', 'bom')}`);
  expect((await runGitphony(['validate', '--fix'], { cwd })).stdout).toBe('2 flows: 0 errors, 0 warnings\n');
  expect((await runGitphony(['run', 'demo.old'], { cwd })).stderr).toContain('INFO    tell {"a":1}');
});

test('what is no mere name stays, also beside errors; --dry-run alone and --json are refused', async () => {
  const broken = older.replace('message', 'mesage');
  await using project = await tempProject({ 'flows/old.yaml': broken });
  const cwd = project.dir;
  const fixed = await runGitphony(['validate', '--fix'], { cwd });
  expect(fixed).toMatchObject({ exitCode: 2, stdout: expect.stringContaining('did you mean "message"?') });
  expect(await readFile(project.path('flows/old.yaml'), 'utf8')).toContain(
    'type: io.kestra.plugin.core.log.Log\n    mesage:',
  );
  expect(await runGitphony(['validate', '--dry-run'], { cwd })).toMatchObject({ exitCode: 2 });
  expect(await runGitphony(['validate', '--fix', '--json'], { cwd })).toMatchObject({ exitCode: 2 });
});
