import { expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { courseFolder, readCourseFlow, withoutCourse } from '../support/course.ts';
import { tempProject } from '../support/temp-project.ts';
import { readdirSync } from 'node:fs';

const flow = `id: a
namespace: b
tasks:
  - id: read
    type: io.kestra.plugin.jdbc.postgresql.Query
    url: jdbc:postgresql://db/x
    username: me
    password: planted-password
    sql: select 1
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: ghp_plantedplantedplantedplantedplantedpl
`;

test('control plane 6: secrets — validate tells of those that are written out, with the rewrite and the command, and shows none', async () => {
  const project = await tempProject({ 'gitphony.yaml': '', 'flows/a.yaml': flow });
  const told = await runGitphony(['validate'], { cwd: project.dir });
  expect(told).toMatchObject({ exitCode: 0, stderr: '' });
  expect(told.stdout).toContain('flows/a.yaml:8:15: notice literal-secret');
  expect(told.stdout).toContain(`write password: "{{ secret('POSTGRESQL_PASSWORD') }}"`);
  expect(told.stdout).toContain('gitphony secrets push .env');
  expect(told.stdout).toContain('1 flow: 0 errors, 1 warning, ');
  const json = await runGitphony(['validate', '--json'], { cwd: project.dir });
  expect(told.stdout + json.stdout).not.toContain('planted');
  await project.write({ 'gitphony.yaml': 'strict: true\n' });
  const strict = await runGitphony(['validate'], { cwd: project.dir });
  expect(strict).toMatchObject({ exitCode: 2 });
  expect(strict.stdout).toMatch(/error literal-secret "password"[^]*error literal-secret a token of GitHub/);
});

test('the rewrite that is proposed is valid, and says nothing more', async () => {
  const rewritten = flow
    .replace('planted-password', `"{{ secret('POSTGRESQL_PASSWORD') }}"`)
    .replace(/ghp_\w+/, `"{{ secret('GH_TOKEN') }}"`);
  const project = await tempProject({ 'gitphony.yaml': '', 'flows/a.yaml': rewritten });
  const { stdout } = await runGitphony(['validate'], { cwd: project.dir });
  expect(stdout).not.toContain('literal-');
});

test.skipIf(withoutCourse !== undefined)(
  'the flows of the course have no warning for it: the passwords of their practice databases are notices',
  async () => {
    const names = readdirSync(courseFolder).filter((name) => name.endsWith('.yaml'));
    const entries = names.map(
      async (name) => [`flows/${name}`, await readCourseFlow(name.slice(0, -'.yaml'.length))] as const,
    );
    const project = await tempProject(Object.fromEntries(await Promise.all(entries)));
    const { stdout, exitCode } = await runGitphony(['validate'], { cwd: project.dir });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`${names.length} flows: 0 errors, 0 warnings`);
    expect(stdout.match(/^flows\/\S+ notice literal-\w+/gm)?.map((line) => line.replace(/:\d+:\d+:/, ''))).toEqual([
      'flows/04_postgres_taxi.yaml notice literal-secret',
      'flows/05_postgres_taxi_scheduled.yaml notice literal-secret',
    ]);
  },
);
