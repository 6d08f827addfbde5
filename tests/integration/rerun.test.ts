import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { type WorkflowAttempts, workflowAttempts } from '../support/action-attempts.ts';
import { artifactFiles } from '../support/artifact-files.ts';
import { killTree } from '../support/kill-tree.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { tempProject } from '../support/temp-project.ts';

/** The bundled action as attempts of one run, each on a disk of its own; what one leaves for the next are its artifacts. */
let action: BuiltAction;
let results: ResultsService;
let runs = 0;
beforeAll(async () => {
  [action, results] = await Promise.all([buildTestAction(), startResultsService()]);
});
afterAll(async () => {
  await Promise.all([action.remove(), results.close()]);
});

const RETURN = 'io.kestra.plugin.core.debug.Return';
const script = (id: string, command: string): string =>
  `  - id: ${id}
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    commands:
      - |
${command.trim().replaceAll(/^/gm, '        ')}
`;

/** Tasks tell of themselves in a file outside of all attempts. */
async function scene(
  tasks: (folder: string) => string,
  config = '',
): Promise<{
  readonly attempts: WorkflowAttempts;
  readonly runId: string;
  readonly folder: string;
  readonly seen: () => Promise<string[]>;
}> {
  const { dir } = await tempProject();
  runs += 1;
  const runId = String(7000 + runs);
  const files = { 'flows/flow.yaml': `id: flow\nnamespace: demo\n${tasks(dir)}`, 'gitphony.yaml': config };
  return {
    attempts: workflowAttempts(results, runId, { dist: action.dist, files }),
    runId,
    folder: dir,
    seen: async () => (await readFile(join(dir, 'seen'), 'utf8').catch(() => '')).trim().split('\n'),
  };
}

const failsOnce = (
  folder: string,
): string => `outputs: [{id: file, type: STRING, value: "{{ read(outputs.make.outputFiles['made.txt']) }}"}]
tasks:
  - id: make
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    outputFiles: [made.txt]
    commands: ["echo made >> ${folder}/seen; echo content > made.txt"]
  - {id: key, type: io.kestra.plugin.core.kv.Set, key: written, value: before}
${script('fail', `echo fail >> ${folder}/seen; [ -e ${folder}/mended ]`)}
  - {id: last, type: ${RETURN}, format: "{{ kv('written') }}"}
`;

describe('control plane 7: restart, re-run failed jobs', () => {
  it('goes on from the failed task with the files and the keys of the attempt before', async () => {
    const { attempts, folder, seen } = await scene(failsOnce);
    const first = await attempts.run();
    expect(first.exitCode, first.stdout + first.stderr).toBe(1);
    expect(first.outputs['state']).toBe('FAILED');
    expect(first.summary).toMatch(/To go on:\n- .*Re-run failed jobs.*`gitphony executions restart --github \d+`/);
    expect(first.summary).toMatch(/`gitphony executions restart --github \d+ --latest`/);
    await writeFile(join(folder, 'mended'), '');
    const second = await attempts.run();
    expect(second.exitCode, second.stdout + second.stderr).toBe(0);
    expect(await seen()).toEqual(['made', 'fail', 'fail']);
    expect(second.outputs).toMatchObject({ state: 'SUCCESS', 'execution-id': first.outputs['execution-id'] });
    expect(second.outputs['outputs']).toBe('{"file":"content\\n"}');
    expect(second.summary).toContain('Resumed from attempt 1: 2 task runs taken over.');
    expect(second.summary).toContain('before');
  });

  it('goes on again from the second attempt, whose record is whole of itself', async () => {
    const { attempts, folder, runId, seen } = await scene(failsOnce);
    await attempts.run();
    await attempts.run();
    for (const artifact of results.store.list(runId))
      if (/-1-\d+(-\w+)?$/.test(artifact.name)) results.store.remove(artifact);
    await writeFile(join(folder, 'mended'), '');
    const third = await attempts.run();
    expect(third.exitCode, third.stdout).toBe(0);
    expect(third.summary).toContain('Resumed from attempt 2: 2 task runs taken over.');
    expect(await seen()).toEqual(['made', 'fail', 'fail', 'fail']);
  });

  it('runs all of it again where all of it had ended well', async () => {
    const { attempts, folder, seen } = await scene(failsOnce);
    await writeFile(join(folder, 'mended'), '');
    await attempts.run();
    const second = await attempts.run();
    expect(second.exitCode, second.stdout).toBe(0);
    expect(second.stdout).toMatch(/all of it had ended well/);
    expect(await seen()).toEqual(['made', 'fail', 'made', 'fail']);
  });

  it('reads a SECRET input again, and runs a task again whose file was too large to be kept', async () => {
    const { attempts, folder, seen } = await scene(
      (dir) => `inputs: [{id: token, type: SECRET}]
tasks:
  - id: large
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    outputFiles: [large.txt]
    commands: ["echo large >> ${dir}/seen; head -c 3000 /dev/zero > large.txt"]
${script('small', `echo small >> ${dir}/seen`)}
${script('fail', `echo fail >> ${dir}/seen; [ -e ${dir}/mended ]`)}
  - id: use
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    env: {TOKEN: "{{ inputs.token }}"}
    commands: ['echo length $(printf %s "$TOKEN" | wc -c) $(wc -c < "{{ outputs.large.outputFiles[''large.txt''] }}")']
`,
      'files: {limit: 2KiB, retentionDays: 3}\n',
    );
    const options = {
      payload: { inputs: { token: 'OTHER' }, repository: { private: true } },
      env: { GITPHONY_SECRET_OTHER: 'planted-secret', GITPHONY_SECRET_TOKEN: '' },
    };
    await attempts.run(options);
    await writeFile(join(folder, 'mended'), '');
    const second = await attempts.run(options);
    expect(second.exitCode, second.stdout + second.stderr).toBe(0);
    expect(second.stdout).toContain('length 14 3000');
    expect(await seen()).toEqual(['large', 'small', 'fail', 'large', 'fail']);
    expect(second.summary).toContain('Resumed from attempt 1: 1 task run taken over.');
  });

  it('goes on in the legs of a backfill, each from its own record', async () => {
    const { attempts, folder, seen } = await scene(
      (dir) => `tasks:
${script('make', `echo "make {{ trigger.date }}" >> ${dir}/seen`)}
${script('check', `echo "check {{ trigger.date }}" >> ${dir}/seen; [ -e ${dir}/mended ] || [ "{{ trigger.date | date('MM') }}" = "01" ]`)}
triggers:
  - {id: monthly, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 9 1 * *"}
`,
    );
    const payload = {
      inputs: { _start: '2019-01-01', _end: '2019-02-28', _backfill: 'in-order' },
      repository: { private: true },
    };
    const plan = await attempts.run({ inputs: { mode: 'plan' }, payload });
    const { count = '', hash = '', matrix = '' } = plan.outputs;
    const leg = (JSON.parse(matrix) as { include: { ticks: string }[] }).include[0];
    const inputs = { mode: 'backfill', ticks: leg?.ticks ?? '', 'plan-count': count, 'plan-hash': hash };
    const first = await attempts.run({ inputs, payload, env: { GITHUB_RUN_ATTEMPT: '1' } });
    expect(first.exitCode, first.stdout).toBe(1);
    await writeFile(join(folder, 'mended'), '');
    const second = await attempts.run({ inputs, payload, env: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(second.exitCode, second.stdout).toBe(0);
    const [january, february] = ['2019-01-01T09:00:00Z', '2019-02-01T09:00:00Z'];
    expect((await seen()).map((line) => line.replace('.000', ''))).toEqual([
      `make ${january}`,
      `check ${january}`,
      `make ${february}`,
      `check ${february}`,
      `check ${february}`,
    ]);
  });
});

describe('control plane 7: restart, a runner that is lost or told to go', () => {
  const hangs = (folder: string): string => `tasks:
${script('make', `echo made >> ${folder}/seen`)}
${script('hang', `echo hang >> ${folder}/seen; for i in $(seq 900); do [ -e ${folder}/go ] && exit 0; sleep 0.1; done; exit 9`)}
`;

  it('resumes from the last upload of a runner that was killed, with its disk', async () => {
    const { attempts, folder, runId, seen } = await scene(hangs);
    {
      await using step = await attempts.start();
      await arrived(runId, 1, step.output);
      // Main and its children at once, no post step, and then the disk.
      if (step.child.pid !== undefined) await killTree(step.child.pid);
      await step.result;
    }
    await writeFile(join(folder, 'go'), '');
    const second = await attempts.run();
    expect(second.exitCode, second.stdout + second.stderr).toBe(0);
    expect(await seen()).toEqual(['made', 'hang', 'hang']);
    expect(second.summary).toMatch(/Resumed from attempt 1: 1 task run taken over. That one was interrupted/);
    expect(second.stdout).toContain('it runs again, so what it does may happen twice');
  });

  it('leaves the run resumable on SIGTERM, and ends it as KILLED on a cancel; no child is left', async () => {
    for (const [signal, state] of [
      ['SIGTERM', 'INTERRUPTED'],
      ['SIGINT', 'KILLED'],
    ] as const) {
      const { attempts, folder, runId, seen } = await scene(hangs);
      {
        await using step = await attempts.start();
        while (!(await seen()).includes('hang')) await sleep(50);
        step.child.kill(signal);
        const ended = await step.result;
        expect(ended.exitCode, ended.stdout).toBe(1);
        expect(ended.outputs['state']).toBe(state);
        expect(ended.summary).toContain(`demo.flow: ${state}`);
      }
      expect(results.store.list(runId).at(-1)?.name).toMatch(new RegExp(`-${state}$`));
      const before = await seen();
      await writeFile(join(folder, 'go'), '');
      const second = await attempts.run();
      expect(second.exitCode, second.stdout).toBe(0);
      expect(await seen()).toEqual([...before, 'hang']);
      expect(second.summary).toContain('Resumed from attempt 1: 1 task run taken over');
    }
  });

  it('says where nothing was uploaded, and starts over', async () => {
    const { attempts, folder, seen } = await scene(hangs);
    {
      await using step = await attempts.start();
      while (!(await seen()).includes('hang')) await sleep(50);
      if (step.child.pid !== undefined) await killTree(step.child.pid);
      await step.result;
    }
    await writeFile(join(folder, 'go'), '');
    const second = await attempts.run();
    expect(second.exitCode, second.stdout).toBe(0);
    expect(second.stdout).toMatch(/no attempt before this one left a record of this job/);
    expect(await seen()).toEqual(['made', 'hang', 'made', 'hang']);
  });

  it('fails, to be run again, where the service cannot tell what there is', async () => {
    const { attempts } = await scene(failsOnce);
    await attempts.run();
    results.fail({ match: /ListArtifacts/, reply: { status: 400, body: { code: 'invalid_argument', msg: 'no' } } });
    const second = await attempts.run();
    expect(second.exitCode).toBe(1);
    expect(second.stdout).toMatch(/RECORD_UNREACHABLE/);
  });
});

describe('control plane 7: restart, history', () => {
  it('starts over where the record keeps no values, and says how it could go on', async () => {
    const { attempts, folder, seen, runId } = await scene(failsOnce, 'history: metadata\n');
    const first = await attempts.run();
    expect(first.summary).toContain('keeps no values to go on from');
    await writeFile(join(folder, 'mended'), '');
    const second = await attempts.run();
    expect(second.exitCode, second.stdout).toBe(0);
    expect(second.stdout).toMatch(/its record has no values.*history: encrypted would let it go on/);
    expect(await seen()).toEqual(['made', 'fail', 'made', 'fail']);
    expect(await textOf(runId)).not.toContain('content');
  });

  it('goes on from an encrypted record with its passphrase; nothing but the manifest can be read', async () => {
    const { attempts, folder, seen, runId } = await scene(failsOnce, 'history: encrypted\n');
    const env = { GITPHONY_HISTORY_KEY: 'correct horse battery' };
    const payload = { inputs: {}, repository: { private: false } };
    const first = await attempts.run({ env, payload });
    expect(first.exitCode, first.stdout).toBe(1);
    const text = await textOf(runId);
    expect(text).toContain('record.sealed');
    expect(text).not.toMatch(/content|taskrun|flow\.yaml|made\.txt|correct horse/);
    expect(first.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('correct horse');
    await writeFile(join(folder, 'mended'), '');
    const wrong = await attempts.run({ env: { GITPHONY_HISTORY_KEY: 'another passphrase' }, payload });
    expect(wrong.stdout).toMatch(/RECORD_SEALED/);
    expect(await seen()).toEqual(['made', 'fail', 'made', 'fail']);
  });

  it('encrypted: goes on', async () => {
    const { attempts, folder, seen } = await scene(failsOnce, 'history: encrypted\n');
    const env = { GITPHONY_HISTORY_KEY: 'correct horse battery' };
    await attempts.run({ env });
    await writeFile(join(folder, 'mended'), '');
    const second = await attempts.run({ env });
    expect(second.exitCode, second.stdout).toBe(0);
    expect(await seen()).toEqual(['made', 'fail', 'fail']);
    expect(second.outputs['outputs']).toBe('{"file":"content\\n"}');
  });

  it('refuses to begin without the passphrase', async () => {
    const { attempts, seen } = await scene(failsOnce, 'history: encrypted\n');
    const ended = await attempts.run();
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout).toMatch(/HISTORY_KEY.*GITPHONY_HISTORY_KEY/s);
    expect(await seen()).toEqual(['']);
  });
});

async function arrived(runId: string, count: number, output: () => string): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (results.store.list(runId).length >= count) return;
    await sleep(50);
  }
  throw new Error(`nothing was uploaded:\n${output()}`);
}

async function textOf(runId: string): Promise<string> {
  return JSON.stringify(await Promise.all(results.store.list(runId).map(artifactFiles)));
}
