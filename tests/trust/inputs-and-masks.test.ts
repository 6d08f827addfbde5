import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { compileRow, rows } from '../golden/features/compile-row.ts';
import { type ActionOptions, type ActionRun, buildTestAction, type BuiltAction, runAction } from '../support/action.ts';
import { artifactFiles } from '../support/artifact-files.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { encoder } from './masks/encoder.ts';
import { encodings } from './masks/encodings.ts';

/** Inputs come from the event file, and no secret of a job comes out of it, in whatever form it is written. */
let action: BuiltAction;
let results: ResultsService;
let runs = 900;

beforeAll(async () => {
  [action, results] = await Promise.all([buildTestAction(), startResultsService()]);
});
beforeEach(() => {
  runs += 1;
});
afterAll(async () => {
  await Promise.all([action.remove(), results.close()]);
});

interface Job extends ActionRun {
  /** All that anybody may read of the run: log, summary, outputs, what is kept for the post step, artifacts. */
  readonly seen: string;
}

/** Runs a flow in a repository that keeps the whole record. */
async function run(flow: string, options: Partial<ActionOptions> = {}): Promise<Job> {
  const runId = String(runs);
  const ended = await runAction({
    dist: action.dist,
    files: { 'gitphony.yaml': 'history: full\n', 'flows/flow.yaml': flow },
    ...options,
    env: { ...results.jobEnv({ runId }), GITHUB_RUN_ID: runId, ...options.env },
  });
  const artifacts = await Promise.all(results.store.list(runId).map(artifactFiles));
  expect(artifacts.flatMap((files) => Object.keys(files)).join(' ')).toContain('journal');
  // The runner takes these lines out of the log, and learns from them what to hide.
  const log = ended.stdout.replaceAll(/^::add-mask::.*$/gm, '');
  const seen = [
    log,
    ended.stderr,
    ended.summary,
    JSON.stringify([ended.outputs, ended.state]),
    JSON.stringify(artifacts),
  ];
  return { ...ended, seen: seen.join('\n') };
}

/** A flow file of these tasks: JSON is YAML. */
const flowOf = (tasks: readonly object[], more: object = {}): string =>
  JSON.stringify({ id: 'flow', namespace: 'demo', tasks, ...more });

const log = (id: string, message: string): object => ({ id, type: 'io.kestra.plugin.core.log.Log', message });

/** A script with the secret in its environment. */
const script = (commands: readonly string[], files: Readonly<Record<string, string>>): object => ({
  id: 'script',
  type: 'io.kestra.plugin.scripts.shell.Commands',
  taskRunner: { type: 'io.kestra.plugin.core.runner.Process' },
  env: { S: "{{ secret('TOKEN') }}" },
  inputFiles: files,
  commands,
  allowFailure: true,
});

const secret = `pl4nted/"s3cret" +&'ü~${'0123456789abcdefghij'.repeat(4)}`;

test('inputs are read from the event file and echoed by no with', async () => {
  for (const { name, workflow } of await Promise.all(rows.map(compileRow))) {
    for (const step of Object.values(workflow.jobs).flatMap(({ steps }) => steps)) {
      const said = JSON.stringify([step.with, step.env, step.run]);
      expect(said, name).not.toMatch(/inputs\.(?!_)|github\.event\.inputs/);
    }
  }
  const text = '$(touch /tmp/planted) `id` ${{ github.token }} %0A::set-output name=x::y "; rm -rf / # {{ secret(1) }}';
  const echo = flowOf([{ id: 'give', type: 'io.kestra.plugin.core.debug.Return', format: '{{ inputs.text }}' }], {
    inputs: [{ id: 'text', type: 'STRING' }],
    outputs: [{ id: 'text', type: 'STRING', value: '{{ outputs.give.value }}' }],
  });
  const ended = await run(echo, { payload: { inputs: { text }, repository: { private: true } } });
  expect(ended.exitCode, ended.seen).toBe(0);
  expect(JSON.parse(ended.outputs['outputs'] ?? '')).toEqual({ text });
});

test('a SECRET input is no field of the form: the name of a secret is given instead', async () => {
  const flow = flowOf([log('use', 'length {{ inputs.key | length }} [{{ inputs.key }}]')], {
    inputs: [{ id: 'key', type: 'SECRET' }],
  });
  const env = { GITPHONY_SECRET_PROD_KEY: 'planted-secret', GITPHONY_SECRET_KEY: 'another-secret' };
  const repository = { private: true };
  const named = await run(flow, { env, payload: { inputs: { key: 'PROD_KEY' }, repository } });
  expect(named.exitCode, named.seen).toBe(0);
  expect(named.stdout).toContain('length 14 [******]');
  expect(named.seen).not.toContain('planted-secret');
  runs += 1;
  const typed = await runAction({
    dist: action.dist,
    files: { 'gitphony.yaml': '', 'flows/flow.yaml': flow },
    env,
    payload: { inputs: { key: 'typed-by-mistake' }, repository },
  });
  expect(typed.exitCode).not.toBe(0);
  expect(typed.stdout).toContain('expected the name of a secret (PROD_KEY, KEY), got another text');
  expect(typed.stdout.replaceAll(/^::add-mask::.*$/gm, '') + typed.summary).not.toContain('typed-by-mistake');
});

test('masks cover the raw, base64, URL, JSON and per-line forms of a secret', async () => {
  const env = { GITPHONY_SECRET_TOKEN: secret };
  const flow = flowOf([
    script(['python3 show.py', 'set -x; : "$S"; set +x', 'exit 3'], { 'show.py': encoder }),
    { id: 'give', type: 'io.kestra.plugin.core.debug.Return', format: "in a text {{ secret('TOKEN') }} of the record" },
    {
      id: 'reach',
      type: 'io.kestra.plugin.core.http.Request',
      uri: "http://127.0.0.1:1/{{ secret('TOKEN') | urlencode }}?q={{ secret('TOKEN') | base64encode }}",
      allowFailure: true,
    },
    { id: 'end', type: 'io.kestra.plugin.core.execution.Fail', errorMessage: "no good: {{ secret('TOKEN') }}" },
  ]);
  const ended = await run(flow, { env });
  expect(ended.exitCode, ended.seen).toBe(1);
  expect(ended.stdout).toContain('the end of the encoder');
  expect(encodings(secret).filter(({ text }) => ended.seen.includes(text))).toEqual([]);
  // What is left of each line that the script wrote: a few characters before and after the mask.
  const lines = [...ended.stdout.matchAll(/<(\S+)>(.*)$/gm)];
  expect(new Set(lines.map(([, label]) => label)).size).toBeGreaterThan(20);
  for (const [, label = '', shown = ''] of lines) {
    expect(shown, label).toContain('******');
    expect(shown.replaceAll('******', '').length, `${label}: ${shown}`).toBeLessThanOrEqual(8);
  }
});

test('each line of a secret of several is masked, wherever a stream is cut', async () => {
  const lines = [
    '-----BEGIN PLANTED KEY-----',
    'bGluZSBvbmUgb2YgdGhlIGtleQ',
    'bGluZSB0d28gb2YgdGhlIGtleQ',
    '-----END PLANTED KEY-----',
  ];
  const env = { GITPHONY_SECRET_TOKEN: `${lines.join('\n')}\n` };
  const cut = `import os, sys, time
s = os.environ["S"]
for n in range(0, len(s), 7):
    sys.stdout.write(s[n:n + 7]); sys.stdout.flush(); time.sleep(0.005)
for n in (0, 1, 2, 3): print("x" * (65536 - n) + s.split("\\n")[1])
`;
  const ended = await run(flowOf([script(['printf "%s\\n" "$S" >&2', 'python3 cut.py'], { 'cut.py': cut })]), { env });
  expect(ended.exitCode, ended.seen.slice(-2000)).toBe(0);
  expect(lines.filter((line) => ended.seen.includes(line))).toEqual([]);
});

test('the leaves of a JSON secret and what filters make of a secret are masked', async () => {
  const key = {
    type: 'planted',
    client_email: 'robot@planted.example',
    private_key: '-----BEGIN\nplantedplanted\n-----END',
    list: [{ inner: 'deep-planted-leaf' }],
  };
  const filters = [
    'upper',
    'title',
    'capitalize',
    "replace({'e': '3'})",
    "split('-')",
    "substringAfter('-')",
    'slugify',
    'md5',
    'sha256',
    'slice(2, 12)',
    'toJson',
    'base64encode',
  ];
  const leaf = (path: string): string => `{{ fromJson(secret('KEY')).${path} }}`;
  const flow = flowOf([
    log('leaves', `${leaf('client_email')} ${leaf('list[0].inner')} ${leaf('private_key')}`),
    log(
      'filters',
      filters.map((filter) => `<${filter.replace(/\W.*/, '')}>{{ secret('TOKEN') | ${filter} }}`).join('\n'),
    ),
    { id: 'kept', type: 'io.kestra.plugin.core.debug.Return', format: "{{ secret('TOKEN') | replace({'e': '3'}) }}" },
    log('words', "{{ 'harmless words' | upper }} {{ secret('TOKEN') | length }}"),
  ]);
  const token = 'planted-secret-token';
  const env = { GITPHONY_SECRET_KEY: JSON.stringify(key), GITPHONY_SECRET_TOKEN: token };
  const ended = await run(flow, { env });
  expect(ended.exitCode, ended.seen).toBe(0);
  for (const text of ['robot@planted.example', 'deep-planted-leaf', 'plantedplanted'])
    expect(ended.seen).not.toContain(text);
  for (const made of [token, 'Planted', 'plant3d', 'anted-secr', 'secret-token'])
    expect(ended.seen).not.toContain(made);
  const shown = [...ended.stdout.matchAll(/<(\w+)>(.*)$/gm)].map(([, name, text]) => `${name} ${text}`);
  expect(shown.filter((line) => !line.includes('******'))).toEqual([]);
  expect(ended.stdout).toContain('HARMLESS WORDS 20');
});

test('a secret of fewer than six characters warns', async () => {
  const flow = flowOf([log('use', "{{ secret('PIN') | length }}")]);
  const ended = await run(flow, { env: { GITPHONY_SECRET_PIN: '1234', GITPHONY_SECRET_LONG: '123456' } });
  expect(ended.exitCode).toBe(0);
  const warnings = ended.stdout.match(/^::warning .*fewer than 6 characters.*$/gm) ?? [];
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('the secret PIN has');
  expect(warnings[0]).not.toContain('1234');
});

test('a job that plans sees no secrets, and a leg fails unless count and hash of the ticks agree', async () => {
  const planning = (await Promise.all(rows.map(compileRow))).filter(
    ({ workflow }) => workflow.jobs['plan'] !== undefined,
  );
  expect(planning.length).toBeGreaterThan(0);
  for (const { name, workflow } of planning) {
    const { plan, backfill } = workflow.jobs;
    expect(JSON.stringify(plan), name).not.toContain('secrets.');
    expect(plan?.environment, name).toBeUndefined();
    expect(backfill?.steps.at(-1)?.with, name).toMatchObject({ 'plan-hash': '${{ needs.plan.outputs.hash }}' });
  }
  const monthly = { id: 'monthly', type: 'io.kestra.plugin.core.trigger.Schedule', cron: '0 9 1 * *' };
  const flow = flowOf([log('say', 'tick {{ trigger.date }}')], { triggers: [monthly] });
  const files = { 'flows/flow.yaml': flow };
  const payload = {
    inputs: { _trigger: 'monthly', _start: '2019-01-01', _end: '2019-02-28' },
    repository: { private: true },
  };
  const planned = await runAction({ dist: action.dist, files, inputs: { mode: 'plan' }, payload });
  const { matrix = '', count = '', hash = '' } = planned.outputs;
  const { include } = JSON.parse(matrix) as { include: { ticks: string }[] };
  const leg = { mode: 'backfill', ticks: include[0]?.ticks ?? '', 'plan-count': count, 'plan-hash': hash };
  const agreed = await runAction({ dist: action.dist, files, inputs: leg, payload });
  expect(agreed.exitCode, agreed.stdout).toBe(0);
  for (const other of [{ 'plan-hash': '' }, { 'plan-hash': 'x' }, { 'plan-count': '1' }, { 'plan-count': '' }]) {
    const refused = await runAction({ dist: action.dist, files, inputs: { ...leg, ...other }, payload });
    expect(refused.exitCode, JSON.stringify(other)).not.toBe(0);
    expect(refused.stdout).not.toContain('tick 2019');
  }
});
