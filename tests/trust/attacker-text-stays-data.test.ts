import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openPackageCache } from '../../action/package-cache.ts';
import type { Job } from '../../action/open-job.ts';
import { compileProject } from '../../generator/index.ts';
import { openProject } from '../../src/project/project.ts';
import { readProjectFlows } from '../../src/project/read-flows.ts';
import { restorePackages } from '../../src/github/package-cache.ts';
import { courseFolder, withoutCourse } from '../support/course.ts';
import { runGitphony } from '../support/cli.ts';
import { type ProjectFiles, tempProject } from '../support/temp-project.ts';
import { compileRow, rows } from '../golden/features/compile-row.ts';
import { startedJobs } from '../golden/features/job-starts.ts';
import { projectRoot } from '../support/tool-paths.ts';

const shell = 'io.kestra.plugin.scripts.shell.Commands';

interface Told {
  readonly problems: readonly {
    readonly severity: string;
    readonly rule: string;
    readonly message: string;
    readonly hint: string;
  }[];
  readonly statuses: readonly string[];
}

/** Compiles a project without writing. */
async function compile(files: ProjectFiles): Promise<Told> {
  const { dir } = await tempProject({ 'action/action.yml': 'name: stand-in\n', ...files });
  const project = await openProject(dir);
  const { parsed, flows, subflows } = await readProjectFlows(project);
  expect(parsed.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'))).toEqual([]);
  const report = await compileProject({ ...project, flows, called: subflows, check: true });
  const problems = report.problems.map(({ hint = '', ...problem }) => ({ ...problem, hint }));
  return { problems, statuses: report.workflows.map(({ status }) => status) };
}

const flowOf = (rest: string): string => `id: own\nnamespace: demo\n${rest}`;
const oneTask = (task: string, more = ''): ProjectFiles => ({
  'flows/own.yaml': flowOf(`${more}tasks:\n  - {id: t, ${task}}\n`),
});

const sources = [
  ['an input', 'inputs.text', 'inputs: [{id: text, type: STRING, defaults: x}]\n'],
  [
    'a choice that takes any text',
    'inputs.text',
    'inputs: [{id: text, type: SELECT, values: [a], allowCustomValue: true, defaults: a}]\n',
  ],
  ['an input of JSON', 'inputs.text.name', 'inputs: [{id: text, type: JSON, defaults: "{}"}]\n'],
  ['a list of texts', 'inputs.text[0]', 'inputs: [{id: text, type: ARRAY, itemType: STRING, defaults: [a]}]\n'],
  ['a key', "kv('text')", ''],
  ['a label', 'labels.text', ''],
  [
    'the body of a webhook',
    'trigger.body.text',
    'triggers: [{id: hook, type: io.kestra.plugin.core.trigger.Webhook, key: abc}]\n',
  ],
] as const;

const sinks = [
  ['a script', `type: ${shell}, commands: ['echo {{ X }}']`, /env: \{/],
  [
    'SQL',
    "type: io.kestra.plugin.jdbc.postgresql.Query, url: 'jdbc:postgresql://h/d', sql: 'SELECT {{ X }}'",
    /parameters: \{/,
  ],
  ['an address', "type: io.kestra.plugin.core.http.Request, uri: 'https://example.com/{{ X }}'", /urlencode/],
  ['a template', "type: io.kestra.plugin.core.log.Log, message: '{{ render(X) }}'", /without render/],
] as const;

test('free text in a script, in SQL, in an address or in render() warns, with the rewrite', async () => {
  for (const [source, expression, more] of sources) {
    for (const [sink, task, hint] of sinks) {
      const { problems, statuses } = await compile(oneTask(task.replace('X', expression.replaceAll("'", "''")), more));
      const what = `${source} in ${sink}`;
      const told = problems.filter(({ rule }) => rule === 'free-text');
      expect(
        told.map(({ severity }) => severity),
        what,
      ).toEqual(['warning']);
      expect(told[0]?.hint, what).toMatch(hint);
      expect(statuses, what).toEqual(['missing']);
    }
  }
});

test('what a task found is free text, but for numbers and addresses in storage', async () => {
  const fetched = (expression: string): ProjectFiles => ({
    'flows/own.yaml': flowOf(
      `tasks:\n  - {id: got, type: io.kestra.plugin.core.http.Request, uri: 'https://example.com'}\n  - {id: t, type: ${shell}, commands: ['echo {{ ${expression} }}']}\n`,
    ),
  });
  for (const free of ['outputs.got.body', 'outputs.got', 'read(outputs.got.uri)', 'outputs.got.body | upper']) {
    expect((await compile(fetched(free))).problems, free).toMatchObject([{ rule: 'free-text' }]);
  }
  for (const closed of ['outputs.got.code', 'outputs.got.uri', 'outputs.got.body | length']) {
    expect((await compile(fetched(closed))).problems, closed).toEqual([]);
  }
});

test('strict makes it an error, and no workflow is written', async () => {
  const files = oneTask(`type: ${shell}, commands: ['echo {{ inputs.text }}']`, sources[0][2]);
  const { problems, statuses } = await compile({ ...files, 'gitphony.yaml': 'strict: true\n' });
  expect(problems).toMatchObject([{ severity: 'error', rule: 'free-text' }]);
  expect(statuses).toEqual(['refused']);
  const { dir, path } = await tempProject({
    'action/action.yml': 'name: a\n',
    ...files,
    'gitphony.yaml': 'strict: true\n',
  });
  const compiled = await runGitphony(['compile'], { cwd: dir });
  expect(compiled.exitCode).toBe(2);
  expect(compiled.stderr).toContain('strict in gitphony.yaml');
  await writeFile(
    path('flows/own.yaml'),
    flowOf(`tasks: [{id: t, type: ${shell}, env: {T: x}, commands: ['echo "$T"']}]\n`),
  );
  expect((await runGitphony(['compile'], { cwd: dir })).exitCode).toBe(0);
});

test('text that anybody may write is always an error, whichever way it goes', async () => {
  const events = [
    ['Issue', 'title', ''],
    ['Issue', 'body', ''],
    ['PullRequest', 'title', ''],
    ['PullRequest', 'branch', ''],
    ['Push', 'message', ''],
    ['Push', 'branch', ''],
    ['Release', 'name', ''],
    ['WorkflowRun', 'branch', ', workflows: [Build]'],
  ] as const;
  for (const [event, name, more] of events) {
    const trigger = `triggers: [{id: e, type: gitphony.github.${event}${more}, inputs: {text: "{{ trigger.${name} }}"}}]\n`;
    const inputs = 'inputs: [{id: text, type: STRING, defaults: x}]\n';
    for (const [sink, task] of sinks) {
      for (const way of [`trigger.${name}`, 'inputs.text']) {
        const { problems, statuses } = await compile(oneTask(task.replace('X', way), inputs + trigger));
        const what = `${event} ${way} in ${sink}`;
        expect(
          problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
          what,
        ).toEqual(['stranger-text']);
        expect(statuses, what).toEqual(['refused']);
      }
    }
  }
});

test('closed types are clean', async () => {
  const closed = [
    '{id: x, type: SELECT, values: [a, b], defaults: a}',
    '{id: x, type: INT, defaults: 1}',
    '{id: x, type: FLOAT, defaults: 1.5}',
    '{id: x, type: BOOL, defaults: true}',
    '{id: x, type: DATE, defaults: 2019-01-01}',
    "{id: x, type: DATETIME, defaults: '2019-01-01T00:00:00Z'}",
    "{id: x, type: TIME, defaults: '10:00:00'}",
    '{id: x, type: DURATION, defaults: PT1H}',
    "{id: x, type: STRING, validator: '[a-z0-9_-]+', defaults: a}",
    "{id: x, type: STRING, validator: '^(?:v[0-9]{1,3}\\.[1-9]|main)$', defaults: main}",
    '{id: x, type: ARRAY, itemType: INT, defaults: [1]}',
  ];
  for (const input of closed) {
    const { problems } = await compile(
      oneTask(`type: ${shell}, commands: ['echo {{ inputs.x }}']`, `inputs: [${input}]\n`),
    );
    expect(problems, input).toEqual([]);
  }
  for (const validator of [
    '.*',
    '[^a]+',
    'a|.+',
    '[a-z ]+',
    '[a-z;]+',
    '[A-z]+',
    '[.-z]+',
    '[--z]+',
    '\\S+',
    '[ -z]+',
    '[!-~]+',
  ]) {
    const input = `{id: x, type: STRING, validator: '${validator}', defaults: a}`;
    const { problems } = await compile(
      oneTask(`type: ${shell}, commands: ['echo {{ inputs.x }}']`, `inputs: [${input}]\n`),
    );
    expect(problems, validator).toMatchObject([{ rule: 'free-text' }]);
  }
});

test.skipIf(withoutCourse !== undefined)('the flows of the course validate without an error or a warning', async () => {
  const files = readdirSync(courseFolder).filter((name) => name.endsWith('.yaml'));
  expect(files).toHaveLength(9);
  for (const file of files) {
    const { stdout, exitCode } = await runGitphony(['validate', join(courseFolder, file)], { cwd: projectRoot });
    // Notices may stand before it: they say what is so, not what is wrong.
    expect([exitCode, stdout.trim().split('\n').at(-1)], file).toEqual([
      0,
      expect.stringMatching(/^1 flow: 0 errors, 0 warnings(?:, \d+ notices?)?$/),
    ]);
  }
});

test('a pull request is compiled to pull_request, never to pull_request_target', async () => {
  const pulling = await Promise.all(rows.filter((row) => row['events'] === 'pull_request').map(compileRow));
  expect(pulling.length).toBeGreaterThan(0);
  for (const { workflow, text } of pulling) {
    expect(workflow.on.pull_request).toBeDefined();
    expect(text).not.toContain('pull_request_target');
  }
});

test('the run of another workflow must be of the same repository', async () => {
  const listening = await Promise.all(rows.filter((row) => row['events'] === 'workflow_run').map(compileRow));
  const from = (repository: string): object => ({
    event: { workflow_run: { head_repository: { full_name: repository } } },
  });
  for (const { workflow, name } of listening) {
    expect(startedJobs(workflow, { event: 'workflow_run', github: { ...from('o/r') } }), name).toEqual(['run']);
    expect(startedJobs(workflow, { event: 'workflow_run', github: { ...from('stranger/r') } }), name).toEqual([]);
  }
});

test('runs of public events save no caches', async () => {
  const saved: string[] = [];
  for (const event of [
    'issues',
    'pull_request',
    'workflow_run',
    'release',
    'repository_dispatch',
    'push',
    'schedule',
    'workflow_dispatch',
  ]) {
    const temporary = await mkdtemp(join((await tempProject()).dir, 'runner-'));
    const job = {
      environment: { RUNNER_TEMP: temporary },
      event: { name: event },
      flow: { ...emptyFlow, tasks: [{ properties: { dependencies: ['x'] }, children: {}, errors: [], finally: [] }] },
    } as unknown as Job;
    const before = process.env['GITPHONY_CACHE_DIR'];
    onTestFinished(
      () =>
        void (before === undefined
          ? delete process.env['GITPHONY_CACHE_DIR']
          : (process.env['GITPHONY_CACHE_DIR'] = before)),
    );
    const cache = await openPackageCache(job, (options) =>
      restorePackages({
        ...options,
        client: {
          restoreCache: () => Promise.resolve(undefined),
          saveCache: () => {
            saved.push(event);
            return Promise.resolve(1);
          },
        },
      }),
    );
    await writeFile(join(temporary, 'gitphony-cache', 'python', 'wheel'), 'poison');
    await cache?.save();
    expect(await readFile(join(temporary, 'gitphony-cache', 'python', 'wheel'), 'utf8')).toBe('poison');
    await rm(temporary, { recursive: true });
  }
  expect(saved).toEqual(['push', 'schedule', 'workflow_dispatch']);
});

const emptyFlow = { id: 'own', namespace: 'demo', errors: [], finally: [], afterExecution: [] };
