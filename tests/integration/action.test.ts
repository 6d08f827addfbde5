import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type ActionOptions,
  type ActionRun,
  buildTestAction,
  type BuiltAction,
  runAction,
  startAction,
} from '../support/action.ts';
import { artifactFiles } from '../support/artifact-files.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';

/** The bundled action as a process, with a runner's files and variables around it. */
let action: BuiltAction;
let results: ResultsService;
beforeAll(async () => {
  [action, results] = await Promise.all([buildTestAction(), startResultsService()]);
});
afterAll(async () => {
  await Promise.all([action.remove(), results.close()]);
});

const shell = (commands: string, more = ''): string => `id: flow
namespace: demo
${more}tasks:
  - id: script
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    commands:
      - |
${commands.replaceAll(/^/gm, '        ')}
`;
const log = (message: string, more = ''): string => `id: flow
namespace: demo
${more}tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "${message}"
`;
const schedule = (properties = ''): string => `triggers:
  - id: monthly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 * *"
${properties}`;

const run = (flow: string, options: Partial<ActionOptions> = {}): Promise<ActionRun> =>
  runAction({ dist: action.dist, files: { 'flows/flow.yaml': flow }, ...options });
const dispatch = (inputs: Record<string, unknown>) => ({ inputs, repository: { private: true } });
/** `::error file=…,line=…::message` as the runner reads it. */
const errors = ({ stdout }: ActionRun): string[] => stdout.match(/^::error .*$/gm) ?? [];

describe('a run', () => {
  it('tells state and outputs', async () => {
    const ended = await run(
      log(
        '{{ inputs.name }}',
        'inputs: [{id: name, type: STRING}]\noutputs: [{id: o, type: STRING, value: "{{ inputs.name }}"}]\n',
      ),
      {
        payload: dispatch({ name: 'Ada' }),
      },
    );
    expect(ended.exitCode, ended.stdout + ended.stderr).toBe(0);
    expect(ended.outputs).toMatchObject({
      state: 'SUCCESS',
      outputs: '{"o":"Ada"}',
      'execution-id': /^\w{22}$/.exec(ended.outputs['execution-id'] ?? '')?.[0],
    });
    expect(ended.summary).toContain('demo.flow: SUCCESS');
  });

  it('needs no summary file', async () => {
    const ended = await run(log('x'), { env: { GITHUB_STEP_SUMMARY: '' } });
    expect(ended.exitCode, ended.stdout + ended.stderr).toBe(0);
  });

  it('annotates the failed task on its own line, and fails the step', async () => {
    const ended = await run(shell('exit 3'));
    expect(ended.exitCode).toBe(1);
    expect(errors(ended)).toEqual([
      expect.stringMatching(/title=flow%3A task script failed,file=flows\/flow.yaml,line=4,col=5::/),
    ]);
    expect(ended.outputs['state']).toBe('FAILED');
  });

  it('reads variables without a token', async () => {
    const ended = await run(log("{{ kv('my-key') }}"), { env: { GITPHONY_VAR_MY_KEY: 'from-vars' } });
    expect(ended.stdout).toContain('from-vars');
    const without = await run(log("{{ kv('my-key') }}"));
    expect(without.exitCode).toBe(1);
    expect(without.stdout).toContain('my-key');
  });

  it('names the repository setting that a missing secret needs', async () => {
    const ended = await run(log("{{ secret('DB_PASSWORD') }}"), { env: { GITPHONY_SECRET_DB_PASSWORD: '' } });
    expect(ended.exitCode).toBe(1);
    expect(errors(ended).join()).toMatch(/DB_PASSWORD.*secret of the repository|repository secret/);
  });

  it('takes a SECRET input by its name and shows it nowhere', async () => {
    const flow = shell(
      'echo "length $(printf %s "$TOKEN" | wc -c)"; echo "$TOKEN"',
      'inputs: [{id: token, type: SECRET}]\n',
    ).replace('    commands:', '    env: {TOKEN: "{{ inputs.token }}"}\n    commands:');
    const ended = await run(flow, {
      payload: dispatch({ token: 'OTHER' }),
      env: {
        GITPHONY_SECRET_OTHER: 'planted-secret',
        GITPHONY_SECRET_TOKEN: '',
        ...results.jobEnv({ runId: 'secret' }),
      },
    });
    expect(ended.exitCode, ended.stdout).toBe(0);
    expect(ended.stdout).toContain('length 14');
    expect(shown(ended)).not.toContain('planted-secret');
    const files = await recordOf('secret');
    expect(JSON.stringify(files)).not.toContain('planted-secret');
  });

  it('takes a FILE input by its path in the repository', async () => {
    const flow = log('{{ read(inputs.data) }}', 'inputs: [{id: data, type: FILE}]\n');
    const files = { 'flows/flow.yaml': flow, 'data/x.txt': 'content of the file' };
    expect((await run(flow, { files, payload: dispatch({ data: 'data/x.txt' }) })).stdout).toContain(
      'content of the file',
    );
    const refused = await run(flow, { files, payload: dispatch({ data: '../../event.json' }) });
    expect(errors(refused).join()).toMatch(/INPUT_INVALID.*path of a file in this repository/);
  });

  it('warns of a secret that is too short to be masked well', async () => {
    const ended = await run(log('x'), { env: { GITPHONY_SECRET_PIN: '1234' } });
    expect(ended.stdout).toMatch(/^::warning title=.*short secret::the secret PIN has/m);
  });
});

/** What people see: all but the commands that mask. */
function shown({ stdout, stderr, summary }: ActionRun): string {
  return stdout.replaceAll(/^::add-mask::.*$/gm, '') + stderr + summary;
}

async function recordOf(runId: string): Promise<Record<string, string>> {
  const files = await Promise.all(results.store.list(runId).map(artifactFiles));
  return Object.assign({}, ...files) as Record<string, string>;
}

describe('what a task’s script may do', () => {
  it('sees nothing of the action’s authority', async () => {
    const env = {
      ACTIONS_RUNTIME_TOKEN: 'authority',
      ACTIONS_CACHE_URL: 'authority',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'authority',
      INPUT_TOKEN: 'authority',
      GITHUB_TOKEN: 'authority',
      GITHUB_ENV: '/authority',
      GITHUB_PATH: '/authority',
      STATE_x: 'authority',
      GITPHONY_SECRET_X: 'authority-secret',
      NODE_OPTIONS: '',
    };
    const ended = await run(shell("env | cut -d= -f1 | sort | tr '\\n' ' '; echo; env | grep -c authority || true"), {
      env,
    });
    expect(ended.exitCode, ended.stdout).toBe(0);
    const names = /script (.*PATH.*)$/m.exec(ended.stdout)?.[1]?.trim().split(' ') ?? [];
    expect(names).toContain('PATH');
    expect(names.filter((name) => /^(ACTIONS_|INPUT_|GITHUB_|STATE_|GITPHONY_|RUNNER_T)/.test(name))).toEqual([]);
    expect(ended.stdout).toMatch(/script 0$/m);
  });

  it('shows a secret in none of its forms', async () => {
    const secret = 'pl4nted "s\\cret" / ünd mehr?&';
    const flow = shell(
      [
        'printf "%s\\n" "$S"',
        'printf "%s" "$S" | base64 -w0; echo',
        "python3 -c \"import os,urllib.parse,json; s=os.environ['S']; print(urllib.parse.quote(s,safe='')); print(json.dumps(s,ensure_ascii=False)); print(s.upper())\"",
        'printf "%s" "$S" | od -An -tx1 | tr -d " \\n"; echo',
        'printf "%s" "$S" >&2; exit 1',
      ].join('\n'),
    ).replace('    commands:', '    env: {S: "{{ secret(\'S\') }}"}\n    commands:');
    const ended = await run(flow, { env: { GITPHONY_SECRET_S: secret, ...results.jobEnv({ runId: 'forms' }) } });
    expect(ended.exitCode, ended.stdout).toBe(1);
    const everything = shown(ended) + JSON.stringify(await recordOf('forms'));
    const forms = [
      secret,
      Buffer.from(secret).toString('base64'),
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      secret.toUpperCase(),
      Buffer.from(secret).toString('hex'),
    ];
    expect(forms.filter((form) => everything.includes(form))).toEqual([]);
    expect(everything).not.toContain('pl4nted');
  });

  it('masks each line of a secret of several', async () => {
    const flow = shell('printf "%s\\n" "$S"').replace(
      '    commands:',
      '    env: {S: "{{ secret(\'S\') }}"}\n    commands:',
    );
    const ended = await run(flow, { env: { GITPHONY_SECRET_S: 'first-line\nsecond-line\n' } });
    expect(shown(ended)).not.toMatch(/first-line|second-line/);
  });
});

describe('the record', () => {
  const planted = 'planted-marker';
  const flow = `id: flow
namespace: demo
labels: {team: ${planted}}
inputs: [{id: name, type: STRING}]
variables: {v: ${planted}}
tasks:
  - id: give
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.name }}"
  - id: script
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    outputFiles: [out.txt]
    commands:
      - echo ${planted} > out.txt
      - echo '::{"outputs":{"x":"${planted}"}}::'
      - echo '::{"metrics":[{"name":"m","type":"counter","value":1,"tags":{"t":"${planted}"}}]}::'
  - id: fail
    type: io.kestra.plugin.core.execution.Fail
    errorMessage: ${planted}
`;

  it.each([
    ['a public repository’s: no value', false, '', 'metadata'],
    ['a private one’s: everything', true, '', 'full'],
    ['a public one’s that asks for it: everything', false, 'history: full\n', 'full'],
    ['a private one’s that asks for less: no value', true, 'history: metadata\n', 'metadata'],
    ['none where nobody wants one', true, 'history: none\n', 'none'],
  ])('is %s', async (name, isPrivate, config, expected) => {
    const runId = name.replaceAll(/\W/g, '-');
    const ended = await runAction({
      dist: action.dist,
      files: { 'flows/flow.yaml': flow, 'gitphony.yaml': config },
      payload: { inputs: { name: planted }, repository: { private: isPrivate } },
      env: results.jobEnv({ runId }),
    });
    expect(ended.outputs['state'], ended.stdout).toBe('FAILED');
    const files = await recordOf(runId);
    const paths = Object.keys(files);
    const has = (part: string): boolean => paths.some((path) => path.includes(part));
    expect({
      journal: has('journal.jsonl'),
      flow: has('flow.yaml'),
      storedFile: has('out.txt'),
      logs: has('/logs/'),
      values: JSON.stringify(files).includes(planted),
      isTold: /artifact `gitphony-flow-\w{22}-1-0-FAILED`/.test(ended.summary),
    }).toEqual({
      journal: expected !== 'none',
      flow: expected === 'full',
      storedFile: expected === 'full',
      logs: expected === 'full',
      values: expected === 'full',
      isTold: expected !== 'none',
    });
  });

  it('does not fail the flow when the service is away, and is tried again after the job', async () => {
    results.fail({
      match: /CreateArtifact/,
      reply: { status: 400, body: { code: 'invalid_argument', msg: 'no' } },
      times: 1,
    });
    await using step = await startAction({
      dist: action.dist,
      files: { 'flows/flow.yaml': log('x') },
      env: results.jobEnv({ runId: 'away' }),
    });
    const ended = await step.result;
    expect(ended.exitCode, ended.stdout).toBe(0);
    expect(ended.stdout).toMatch(/^::warning title=Gitphony%3A record::.*not complete/m);
    expect(await step.post()).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/-1-post-0/) });
    expect(Object.keys(await recordOf('away')).length).toBeGreaterThan(0);
  });

  it('leaves nothing to the post step where it arrived whole', async () => {
    await using step = await startAction({
      dist: action.dist,
      files: { 'flows/flow.yaml': log('x') },
      env: results.jobEnv({ runId: 'whole' }),
    });
    await step.result;
    expect(await step.post()).toMatchObject({ exitCode: 0, stdout: '' });
    expect(results.store.list('whole')).toHaveLength(1);
  });

  it('keeps the signatures of its addresses out of the log', async () => {
    const ended = await run(log('x'), { env: results.jobEnv({ runId: 'signature' }) });
    const masks = ended.stdout.match(/^::add-mask::.+$/gm) ?? [];
    expect(masks.length).toBeGreaterThan(0);
    const signature = masks[0]?.slice('::add-mask::'.length) ?? '';
    expect(signature).toMatch(/^[0-9a-f-]{36}$/);
    // A mask counts only where commands are processed.
    let isStopped = false;
    const lost = ended.stdout.split('\n').filter((line) => {
      if (line.startsWith('::stop-commands::')) isStopped = true;
      else if (/^::[0-9a-f]{48}::$/.test(line)) isStopped = false;
      return isStopped && line.includes(signature);
    });
    expect(lost).toEqual([]);
  });
});

describe('a job that is cancelled', () => {
  const flow = shell('echo pid $$; sleep 300 & echo pid $!; wait');

  async function startWaiting(env: Record<string, string>) {
    const step = await startAction({ dist: action.dist, files: { 'flows/flow.yaml': flow }, env });
    await vi.waitFor(() => expect(step.output().match(/pid \d+/g)).toHaveLength(2), { timeout: 20_000 });
    const pids = (step.output().match(/(?<=pid )\d+/g) ?? []).map(Number);
    return { step, pids };
  }

  it.each([
    ['SIGINT', 'KILLED', 'the job was cancelled'],
    ['SIGTERM', 'INTERRUPTED', 'the runner ends'],
  ] as const)('by %s records %s, leaves no child, and uploads the record', async (signal, state, reason) => {
    const { step, pids } = await startWaiting(results.jobEnv({ runId: signal }));
    await using _ = step;
    step.child.kill(signal);
    const ended = await step.result;
    expect(ended.exitCode).toBe(1);
    expect(ended.outputs['state']).toBe(state);
    expect(ended.stdout).toMatch(new RegExp(`^::error title=Gitphony%3A RUN_STOPPED::${reason} \\(${signal}\\)`, 'm'));
    expect(pids.filter(isAlive)).toEqual([]);
    const journal = Object.entries(await recordOf(signal)).filter(([path]) => path.includes('journal'));
    expect(JSON.stringify(journal)).toContain(state === 'KILLED' ? 'execution.ended' : 'engine.detached');
  });

  it('has its record saved by the post step when it was killed at once', async () => {
    const { step, pids } = await startWaiting(results.jobEnv({ runId: 'killed' }));
    await using _ = step;
    step.child.kill('SIGKILL');
    await step.result;
    expect(await step.post()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/interrupted run: artifact .*-1-post-0/),
    });
    expect(JSON.stringify(await recordOf('killed'))).toContain('child.started');
    for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL');
  });
});

function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('what was wrong before anything began', () => {
  it.each<[string, Partial<ActionOptions>, RegExp]>([
    ['no event file', { payload: null }, /EVENT_INVALID::expected the event's payload in .*event\.json/],
    ['an event file cut off', { payload: '{"inputs":' }, /EVENT_INVALID/],
    ['no flow file', { inputs: { flow: 'flows/none.yaml' } }, /FLOW_NOT_FOUND::input flow: .*flows\/none\.yaml/],
    ['no flow given', { inputs: { flow: '' } }, /ACTION_INPUT::input flow/],
    ['another mode', { inputs: { mode: 'walk' } }, /ACTION_INPUT::input mode: .*walk/],
    ['an input that the flow does not have', { payload: dispatch({ nme: 'x' }) }, /DISPATCH_INVALID.*nme/],
    [
      'a backfill without the jobs for it',
      { payload: dispatch({ _start: '2019-01-01' }) },
      /DISPATCH_INVALID.*gitphony compile/,
    ],
    ['a cron that the flow does not have', { event: 'schedule', payload: { schedule: '1 1 * * *' } }, /CRON_UNKNOWN/],
  ])('%s', async (_name, options, expected) => {
    const ended = await run(log('x'), options);
    expect(ended.exitCode).toBe(1);
    expect(errors(ended)).toEqual([expect.stringMatching(expected)]);
    expect(ended.stdout).not.toContain('defect');
    expect(ended.summary).toContain('❌');
  });

  it('points at each fault of the flow', async () => {
    const ended = await run(
      'id: flow\nnamespace: demo\ntasks:\n  - id: a\n    type: io.kestra.plugin.core.log.Log\n    mesage: x\n',
    );
    expect(ended.exitCode).toBe(1);
    expect(errors(ended).filter((line) => /file=flows\/flow\.yaml,line=\d/.test(line)).length).toBeGreaterThan(0);
    expect(ended.stdout).toMatch(/line=6/);
  });

  it('points at the fault of gitphony.yaml', async () => {
    const ended = await run(log('x'), {
      files: { 'flows/flow.yaml': log('x'), 'gitphony.yaml': 'strict: true\nhistory: all\n' },
    });
    expect(ended.exitCode).toBe(1);
    expect(errors(ended)).toEqual([expect.stringMatching(/file=gitphony\.yaml,line=2,col=\d+::.*history/)]);
  });
});

describe('a backfill', () => {
  const flow = log('{{ trigger.date }}', schedule());
  const window = { _start: '2019-01-01', _end: '2019-03-31' };
  const plan = (inputs: Record<string, string>, more: Record<string, string> = {}) =>
    run(flow, { inputs: { mode: 'plan', ...more }, payload: dispatch(inputs) });

  it('is planned, and its leg runs the ticks in order', async () => {
    const planned = await plan({ ...window, _backfill: 'in-order' });
    expect(planned.exitCode, planned.stdout).toBe(0);
    const { matrix = '', count = '', hash = '' } = planned.outputs;
    const { include } = JSON.parse(matrix) as { include: { ticks: string }[] };
    const leg = { mode: 'backfill', ticks: include[0]?.ticks ?? '', 'plan-count': count, 'plan-hash': hash };
    const ended = await run(flow, { inputs: leg, payload: dispatch({ ...window, _backfill: 'in-order' }) });
    expect(ended.exitCode, ended.stdout).toBe(0);
    expect(ended.stdout.match(/tell 2019-\d\d/g)).toEqual(['tell 2019-01', 'tell 2019-02', 'tell 2019-03']);

    const other = await run(flow, { inputs: { ...leg, 'plan-hash': 'x' }, payload: dispatch(window) });
    expect(errors(other).join()).toMatch(/PLAN_DIFFERS/);
    const foreign = await run(flow, { inputs: { ...leg, ticks: '2020-01-01T09:00:00Z' }, payload: dispatch(window) });
    expect(errors(foreign).join()).toMatch(/PLAN_DIFFERS.*2020-01-01/);
  });

  it('names the nearest ticks of an empty window', async () => {
    expect(errors(await plan({ _start: '2019-01-02', _end: '2019-01-03' })).join()).toMatch(
      /WINDOW_EMPTY.*2019-01-01.*2019-02-01/,
    );
  });

  it('of more than 256 ticks shares the legs, and each runs its own in order', async () => {
    const years = { _start: '1990-01-01', _end: '2019-01-03' };
    const { matrix = '', count = '', hash = '' } = (await plan(years)).outputs;
    expect(count).toBe('349');
    const { include } = JSON.parse(matrix) as { include: { name: string; ticks: string }[] };
    expect(include).toHaveLength(175);
    const leg = { mode: 'backfill', ticks: include[1]?.ticks ?? '', 'plan-count': count, 'plan-hash': hash };
    const ended = await run(flow, { inputs: leg, payload: dispatch(years) });
    expect(ended.exitCode, ended.stdout).toBe(0);
    expect(ended.stdout.match(/tell 1990-\d\d/g)).toEqual(['tell 1990-03', 'tell 1990-04']);
  });

  it('into a database that ends with the job must be asked for', async () => {
    expect(errors(await plan(window, { scratch: 'true' })).join()).toMatch(/SCRATCH_BACKFILL.*_scratch/);
    expect((await plan({ ...window, _scratch: 'true' }, { scratch: 'true' })).exitCode).toBe(0);
  });

  it('is not what a chosen trigger alone asks for', async () => {
    const yearly = '  - {id: yearly, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 9 1 1 *"}\n';
    const two = log('x', schedule(yearly));
    const chosen = await run(two, { payload: dispatch({ _trigger: 'yearly' }) });
    expect(errors(chosen).join()).toMatch(/DISPATCH_INVALID.*_date.*_start/);
    expect((await run(log('x', schedule()), { payload: dispatch({ _trigger: 'monthly' }) })).exitCode).toBe(0);
  });

  it('runs one tick by hand', async () => {
    const ended = await run(flow, { payload: dispatch({ _date: '2019-05-01T09:00:00Z' }) });
    expect(ended.stdout).toContain('tell 2019-05-01T09:00:00');
  });
});

describe('a trigger that does not fire', () => {
  const scheduled = { event: 'schedule', payload: { schedule: '0 9 1 * *' } };

  it.each<[string, string, Partial<ActionOptions>, RegExp]>([
    ['a condition', 'when: "{{ false }}"', scheduled, /its conditions do not hold at \d{4}-\d\d-01T09:00:00Z/],
    [
      'a condition, by hand',
      'when: "{{ false }}"',
      { payload: dispatch({ _date: '2019-05-01' }) },
      /do not hold at 2019-05-01/,
    ],
    ['too late', 'lateMaximumDelay: PT0.001S', scheduled, /later than PT0\.001S \(lateMaximumDelay\)/],
  ])('%s: the job ends well and runs nothing', async (_name, property, options, reason) => {
    const ended = await run(log('never', schedule(`    ${property}\n`)), options);
    expect(ended.exitCode, ended.stdout).toBe(0);
    expect(ended.stdout).toMatch(/^::notice::nothing to do for the trigger monthly: /m);
    expect(ended.stdout).toMatch(reason);
    expect(ended.stdout).not.toContain('tell never');
    expect(ended.summary).toContain('Nothing to do');
  });

  it('is left out of a backfill', async () => {
    const flow = log('x', schedule("    when: \"{{ (trigger.date | date('M')) == '2' }}\"\n"));
    const window = { _start: '2019-01-01', _end: '2019-03-31' };
    const planned = await run(flow, { inputs: { mode: 'plan' }, payload: dispatch(window) });
    expect(planned.exitCode, planned.stdout).toBe(0);
    expect(planned.outputs['count']).toBe('1');
    expect(planned.outputs['matrix']).toContain('2019-02-01T09:00:00Z');
  });
});
