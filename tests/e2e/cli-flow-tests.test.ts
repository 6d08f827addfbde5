import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { tempProject } from '../support/temp-project.ts';

const flow = `id: sums
namespace: demo
inputs:
  - {id: file, type: FILE, required: false}
  - {id: n, type: INT, defaults: 2}
tasks:
  - id: read
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.file is null ? 'none' : read(inputs.file) }}"
  - id: fetch
    type: io.kestra.plugin.core.http.Request
    uri: http://127.0.0.1:9/never
    allowFailure: true
    retry: {type: constant, interval: PT30S, maxAttempts: 5}
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: [a, b]
    tasks:
      - {id: say, type: io.kestra.plugin.core.debug.Return, format: "{{ taskrun.value }}{{ inputs.n }}"}
  - id: keep
    type: io.kestra.plugin.core.kv.Set
    key: seen
    value: "{{ kv('seen', errorOnMissing=false) ?? 'first' }}"
  - id: tick
    type: io.kestra.plugin.core.debug.Return
    format: "{{ trigger.date ?? 'by hand' }}"
triggers:
  - {id: daily, type: io.kestra.plugin.core.trigger.Schedule, cron: "@daily"}
outputs:
  - {id: body, type: STRING, value: "{{ outputs.fetch.body ?? 'nothing' }}"}
`;

const suite = (cases: string): string => `id: s\nnamespace: demo\nflowId: sums\ntestCases:\n${cases}`;

const good = suite(`  - id: whole
    fixtures:
      inputs: {file: "{{ files['in.txt'] }}", n: 7}
      files: {in.txt: from the test}
      tasks:
        - {id: fetch, outputs: {body: hi, code: 200, uri: "{{ files['in.txt'] }}"}}
      trigger: {id: daily, variables: {date: 2024-05-06T00:00:00Z}}
    assertions:
      - {value: "{{ outputs.read.value }}", equalTo: from the test}
      - {value: "{{ outputs.say.b.value }}", equalTo: b7}
      - {value: "{{ outputs.tick.value }}", startsWith: "2024-05-06"}
      - {value: "{{ execution.outputs.body }}", equalTo: hi}
      - {value: "{{ outputs.fetch.code }}", lessThan: 300, taskId: fetch}
      - {value: "{{ read(outputs.fetch.uri) }}", contains: test}
      - {value: "{{ kv('seen') }}", equalTo: first}
  - id: state_of_its_own
    fixtures:
      tasks: [{id: fetch, state: FAILED, description: away}, {id: tick, state: SKIPPED}]
    expectedState: WARNING
    assertions:
      - {value: "{{ kv('seen') }}", equalTo: first}
      - {value: "{{ tasks.tick.state }}", equalTo: SKIPPED}
      - {value: "{{ taskrun.error }}", equalTo: away, taskId: fetch}
  - {id: later, disabled: true, expectedState: SUCCESS}
`);

describe('gitphony test', () => {
  test('an address of an object is no path: it is kept as it is', async () => {
    const tasks = '{id: read, outputs: {value: x}}, {id: fetch}';
    const text = suite(`  - id: addressed
    fixtures:
      inputs: {file: "s3://lake/in.txt"}
      tasks: [${tasks}]
    assertions: [{value: "{{ inputs.file }}", equalTo: "s3://lake/in.txt"}]
`);
    const { dir } = await tempProject({ 'flows/sums.yaml': flow, 'tests/flows/sums.yaml': text });
    const ended = await runGitphony(['test'], { cwd: dir });
    expect(ended.stdout).toContain('1 passed, 0 failed');
  });

  test('files stand for objects: no cloud and no key is asked', async () => {
    const reads = `id: sums
namespace: demo
tasks:
  - {id: read, type: io.kestra.plugin.core.debug.Return, format: "{{ read('gs://lake/in.txt') }} {{ fileExists('gs://lake/out.txt') }}"}
  - {id: size, type: io.kestra.plugin.core.storage.Size, uri: gs://lake/in.txt}
pluginDefaults: [{type: io.kestra.plugin.gcp, values: {serviceAccount: "{{ secret('NOT_HERE') }}"}}]
`;
    const text = suite(`  - id: objects
    fixtures: {files: {"gs://lake/in.txt": of the test}}
    assertions:
      - {value: "{{ outputs.read.value }}", equalTo: of the test false}
      - {value: "{{ outputs.size.size }}", equalTo: 11}
`);
    const { dir } = await tempProject({ 'flows/sums.yaml': reads, 'tests/flows/sums.yaml': text });
    const ended = await runGitphony(['test'], { cwd: dir });
    expect(ended.stdout).toContain('1 passed, 0 failed');
  });

  test('passing cases: fixtures, files, trigger; nothing stays', async () => {
    const { dir, path } = await tempProject({ 'flows/sums.yaml': flow, 'tests/flows/sums.yaml': good });
    const ended = await runGitphony(['test', '--jobs', '2'], { cwd: dir });
    expect(ended.stdout).toContain('2 passed, 0 failed, 1 skipped');
    expect(ended.exitCode).toBe(0);
    expect(await runGitphony(['executions', 'list', '--json'], { cwd: dir })).toMatchObject({ stdout: '[]\n' });
    expect(await runGitphony(['test', path('flows'), '--json'], { cwd: dir })).toMatchObject({ exitCode: 2 });
  });

  test('the suites that ship with the flows of this repository', async () => {
    const ended = await runGitphony(['test', '--json']);
    expect(ended.exitCode, ended.stdout).toBe(0);
    const { passed, skipped, suites } = JSON.parse(ended.stdout) as Record<string, unknown> & {
      suites: { id: string }[];
    };
    expect(suites.map(({ id }) => id)).toEqual(['hello_tests', 'taxi_postgres_tests']);
    expect({ passed, skipped }).toEqual({ passed: 7, skipped: 0 });
  });

  test('a failing case: what was expected and got, with its place, in all three reports', async () => {
    const failing = suite(`  - id: wrong
    fixtures: {tasks: [{id: fetch}]}
    assertions:
      - value: "{{ outputs.read.value }}"
        equalTo: some <text>
        description: the reader
  - {id: impossible, fixtures: {inputs: {n: many}}, expectedState: SUCCESS}
`);
    const { dir, path } = await tempProject({ 'flows/sums.yaml': flow, 'flow-tests/sums.yaml': failing });
    const people = await runGitphony(['test', '--junit', 'out/report.xml'], { cwd: dir });
    expect(people.exitCode).toBe(1);
    expect(people.stdout).toMatch(
      /flow-tests\/sums\.yaml:9:9: the reader: .* equalTo\n +expected some <text>\n +got +none/,
    );
    expect(people.stdout).toMatch(/could not be run: .*input n/);
    expect(people.stdout).toContain('0 passed, 1 failed, 1 not run');
    const xml = await readFile(path('out/report.xml'), 'utf8');
    expect(xml).toContain('tests="2" failures="1" errors="1"');
    expect(xml).toContain('expected: some &lt;text&gt;');
    const json = await runGitphony(['test', '--json', '--filter', 's/wrong'], { cwd: dir });
    const report = JSON.parse(json.stdout) as { failed: number; suites: { cases: { failures: object[] }[] }[] };
    expect(report.failed).toBe(1);
    expect(report.suites[0]?.cases[0]?.failures).toMatchObject([
      { operator: 'equalTo', expected: 'some <text>', actual: 'none', position: { line: 9 } },
    ]);
  });

  test('what cannot be tested ends with 2', async () => {
    const { dir, write } = await tempProject({ 'flows/sums.yaml': flow });
    expect((await runGitphony(['test'], { cwd: dir })).stderr).toContain('expected test suites below');
    expect(await runGitphony(['test', 'none.yaml'], { cwd: dir })).toMatchObject({ exitCode: 2 });
    await write({
      'flow-tests/a.yaml': suite('  - {id: a, fixtures: {tasks: [{id: fetsh}]}, expectedState: SUCCESS}\n'),
    });
    const unknown = await runGitphony(['test'], { cwd: dir });
    expect(unknown).toMatchObject({ exitCode: 2 });
    expect(unknown.stdout).toMatch(/a\.yaml:5:\d+: error unknown-task .*"fetsh"[\s\S]*did you mean "fetch"/);
    await write({ 'flow-tests/a.yaml': good.replace('flowId: sums', 'flowId: sum') });
    expect((await runGitphony(['test'], { cwd: dir })).stdout).toMatch(/a\.yaml:3:9: error flow-not-found/);
    expect(await runGitphony(['test', '--jobs', 'many'], { cwd: dir })).toMatchObject({ exitCode: 2 });
  });
});
