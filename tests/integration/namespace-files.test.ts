import { symlink } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runTasks } from '../support/run-flow.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';

let project: TempProject;
beforeEach(async () => {
  project = await makeTempProject({
    'gitphony.yaml': '',
    'namespace-files/company/shared.txt': 'outer',
    'namespace-files/company/only.txt': 'of the parent',
    'namespace-files/company.team/shared.txt': 'inner',
    'namespace-files/company.team/sql/q one.sql': 'select 1',
    'namespace-files/other.team/shared.txt': 'other',
  });
});
afterEach(() => project[Symbol.asyncDispose]());

const logged = ({ logs }: Awaited<ReturnType<typeof runTasks>>): string[] =>
  logs.filter(({ level }) => level === 'INFO').map(({ message }) => message);

const shell = (properties: string, ...commands: readonly string[]): string =>
  `- id: t\n  type: io.kestra.plugin.scripts.shell.Commands\n  taskRunner: {type: io.kestra.plugin.core.runner.Process}\n${properties}\n  commands:\n${commands.map((line) => `    - ${line}`).join('\n')}`;

describe('in templates', () => {
  it('are read by path, by URI and of another namespace', async () => {
    const run = await runTasks(
      project,
      `- id: t
  type: io.kestra.plugin.core.log.Log
  message:
    - "{{ read('shared.txt') }} {{ read('only.txt') }} {{ read('shared.txt', namespace='other.team') }}"
    - "{{ read('nsfile:///sql/q one.sql') }} {{ read('nsfile://other.team/shared.txt') }} {{ read(fileURI('sql/q one.sql')) }}"
    - "{{ fileURI('sql/q one.sql') }} {{ fileSize('shared.txt') }} {{ fileExists('no.txt') }} {{ isFileEmpty('only.txt') }}"
`,
    );
    expect(logged(run)).toEqual([
      'inner of the parent other',
      'select 1 other select 1',
      'kestra:///company/team/_files/sql/q%20one.sql 5 false false',
    ]);
  });

  it.each([
    ['../gitphony.yaml', 'NAMESPACE_FILE_NOT_FOUND'],
    ['nsfile:///../../gitphony.yaml', 'NAMESPACE_FILE_NOT_FOUND'],
    ['nsfile://../x', 'NAMESPACE_INVALID'],
    ['kestra:///../_files/gitphony.yaml', 'NAMESPACE_INVALID'],
  ])('do not lead out by %s', async (path, code) => {
    const { execution } = await runTasks(
      project,
      `- id: t\n  type: io.kestra.plugin.core.log.Log\n  message: "{{ read('${path}') }}"`,
    );
    expect(execution.state.current).toBe('FAILED');
    expect(execution.taskRunList[0]?.attempts?.[0]?.error?.message).toMatch(
      code === 'NAMESPACE_INVALID' ? /expected a namespace/u : /no such file in namespace company\.team/u,
    );
  });
});

describe('in tasks', () => {
  it('stand where a stored file may stand', async () => {
    const run = await runTasks(
      project,
      `${shell('  inputFiles: {a.txt: "nsfile://other.team/shared.txt", b.sql: "{{ fileURI(\'sql/q one.sql\') }}"}', 'cat a.txt; echo', 'cat b.sql; echo', "cat {{ fileURI('shared.txt') }}")}
- id: size
  type: io.kestra.plugin.core.storage.Size
  uri: "{{ fileURI('shared.txt') }}"
- id: tell
  type: io.kestra.plugin.core.log.Log
  message: "{{ outputs.size.size }}"
`,
    );
    expect(logged(run)).toEqual(['other', 'select 1', 'inner', '5']);
  });

  it('are placed with those of the parents, by globs, folders and namespaces', async () => {
    const find = 'find . -type f ! -name ".*" | sort';
    const all = await runTasks(project, shell('  namespaceFiles: {enabled: true}', find, 'cat shared.txt'));
    expect(logged(all)).toEqual(['./only.txt', './shared.txt', './sql/q one.sql', 'inner']);
    const some = await runTasks(project, shell('  namespaceFiles: {include: ["*.txt"], exclude: [only.txt]}', find));
    expect(logged(some)).toEqual(['./shared.txt']);
    const apart = await runTasks(
      project,
      shell('  namespaceFiles: {namespaces: [company, other.team], folderPerNamespace: true}', find),
    );
    expect(logged(apart)).toEqual(['./company/only.txt', './company/shared.txt', './other.team/shared.txt']);
    const last = await runTasks(
      project,
      shell('  namespaceFiles: {namespaces: \'["{{ flow.namespace }}", "other.team"]\'}', 'cat shared.txt'),
    );
    expect(logged(last)).toEqual(['other']);
  });

  it('are placed below the folder that mount names, and nowhere outside', async () => {
    const find = 'find . -type f ! -name ".*" | sort';
    const below = await runTasks(
      project,
      shell('  namespaceFiles: {mount: "lib/{{ flow.namespace }}", include: ["*.txt"], exclude: ["/only.txt"]}', find),
    );
    expect(logged(below)).toEqual(['./lib/company.team/shared.txt']);
    const apart = await runTasks(
      project,
      shell('  namespaceFiles: {mount: ./lib/, namespaces: [other.team], folderPerNamespace: true}', find),
    );
    expect(logged(apart)).toEqual(['./lib/other.team/shared.txt']);
    const exists = await runTasks(
      project,
      shell(
        '  namespaceFiles: {mount: lib, namespaces: [company.team, other.team], include: [shared.txt], ifExists: WARN}',
        find,
      ),
    );
    expect(logged(exists)).toEqual(['./lib/shared.txt']);
    expect(exists.logs.map(({ message }) => message).join()).toContain('"lib/shared.txt" is in the working directory');
    for (const mount of ['..', '/etc', 'a/../../b']) {
      const { execution } = await runTasks(project, shell(`  namespaceFiles: {mount: ${mount}, include: [no]}`, 'ls'));
      expect(execution.taskRunList[0]?.attempts?.[0]?.error).toMatchObject({
        code: 'PATH_OUTSIDE',
        message: expect.stringContaining('namespaceFiles.mount: expected a path inside'),
      });
    }
  });

  it('pass over what include does not name, whatever exclude says', async () => {
    const find = 'find . -type f ! -name ".*" | sort';
    for (const [filter, expected] of [
      ['include: [sql/**]', ['./sql/q one.sql']],
      ['include: "regex:.*\\\\.sql"', ['./sql/q one.sql']],
      ['include: ["glob:*.txt"]', ['./only.txt', './shared.txt']],
      ['exclude: ["*.txt"]', ['./sql/q one.sql']],
      ['include: ["**"], exclude: ["**"]', []],
      ['include: [nothing.here]', []],
      ['enabled: false, include: ["**"]', []],
    ] as const) {
      const run = await runTasks(project, shell(`  namespaceFiles: {${filter}}`, find));
      expect([filter, logged(run)]).toEqual([filter, expected]);
    }
  });

  it.each([
    ['IGNORE', 'SUCCESS', []],
    ['WARN', 'SUCCESS', ['namespaceFiles: "shared.txt" is in the working directory already, and stays as it is']],
    ['FAIL', 'FAILED', []],
  ])('ifExists: %s', async (ifExists, state, warnings) => {
    const { execution, logs } = await runTasks(
      project,
      shell(`  namespaceFiles: {namespaces: [company.team, other.team], ifExists: ${ifExists}}`, 'cat shared.txt'),
    );
    expect(execution.state.current).toBe(state);
    expect(logs.filter(({ level }) => level === 'WARN').map(({ message }) => message)).toEqual(warnings);
    expect(logged({ execution, logs })).toEqual(state === 'SUCCESS' ? ['inner'] : []);
  });

  it.each(['../../gitphony.yaml', '../other.team', '/etc'])('refuse a link to %s', async (target) => {
    await symlink(target, project.path('namespace-files/company.team/out'));
    const { execution } = await runTasks(project, shell('  namespaceFiles: {enabled: true}', 'ls'));
    expect(execution.state.current).toBe('FAILED');
    expect(execution.taskRunList[0]?.attempts?.[0]?.error?.message).toMatch(/but out is a link to/u);
  });
});
