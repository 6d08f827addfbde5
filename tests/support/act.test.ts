import { setTimeout as sleep } from 'node:timers/promises';
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { runAct } from './act.ts';
import { tempProject } from './temp-project.ts';

const workflow = '.github/workflows/tiny.yml';

function tiny(jobs: string): Record<string, string> {
  const head = `name: tiny
on:
  workflow_dispatch:
    inputs:
      who: { type: string, default: world }
  schedule:
    - cron: '0 9 1 * *'
concurrency:
  group: tiny
  queue: max
jobs:
`;
  return { [workflow]: head + jobs };
}

test('a dispatch: inputs, secrets, variables, masks, summary, annotations, Node 24', async () => {
  const project = await tempProject(
    tiny(`
  hello:
    runs-on: ubuntu-24.04
    steps:
      - id: greet
        name: Greet
        env:
          WHO: \${{ inputs.who }}
          TOKEN: \${{ secrets.TOKEN }}
          PLACE: \${{ vars.PLACE }}
        run: |
          echo "hello $WHO at $PLACE with $TOKEN, node $(node -p process.version), run $GITHUB_RUN_ID in $GITHUB_REPOSITORY"
          echo "::add-mask::quiet-word"
          echo "a quiet-word"
          echo "::warning file=flows/a.yaml,line=3::careful"
          echo "# Summary of $WHO" >> "$GITHUB_STEP_SUMMARY"
`),
  );
  const run = await runAct({
    cwd: project.dir,
    workflow,
    event: 'workflow_dispatch',
    payload: { inputs: { who: 'Ada' } },
    secrets: { TOKEN: 'very-secret' },
    vars: { PLACE: 'home' },
    env: { GITHUB_RUN_ID: '77' },
  });
  expect(run).toMatchObject({ exitCode: 0, timedOut: false, summary: '# Summary of Ada\n' });
  expect(run.step('hello', 'Greet')).toMatchObject({ result: 'success' });
  expect(run.log).toMatch(/hello Ada at home with \*\*\*, node v24\.\S+, run 77 in octo\/flows\n/);
  expect(run.log).toContain('a ***\n');
  expect(run.output).not.toMatch(/very-secret|a quiet-word/);
  expect(run.annotations).toMatchObject([
    { level: 'warning', message: 'careful', properties: { file: 'flows/a.yaml', line: '3' } },
  ]);
});

test('a matrix from a job output, with one failing leg and a job after it', async () => {
  const project = await tempProject(
    tiny(`
  plan:
    runs-on: ubuntu-24.04
    outputs: { list: "\${{ steps.list.outputs.list }}" }
    steps:
      - id: list
        run: echo 'list=["a","b","c"]' >> "$GITHUB_OUTPUT"
  leg:
    needs: plan
    runs-on: ubuntu-slim
    strategy:
      fail-fast: false
      max-parallel: 1
      matrix: { item: "\${{ fromJSON(needs.plan.outputs.list) }}" }
    steps:
      - run: test "$ITEM" != b
        env: { ITEM: "\${{ matrix.item }}" }
  after:
    needs: leg
    if: failure()
    runs-on: ubuntu-latest
    steps:
      - run: echo "the tick is \${{ github.event.schedule }}"
  never:
    needs: leg
    runs-on: ubuntu-latest
    steps:
      - run: echo never
`),
  );
  const run = await runAct({ cwd: project.dir, workflow, event: 'schedule', payload: { schedule: '0 9 1 * *' } });
  expect(run.exitCode).toBe(1);
  expect(['a', 'b', 'c'].map((item) => run.job('leg', { item }).result)).toEqual(['success', 'failure', 'success']);
  expect(run.job('after').steps[0]?.log).toBe('the tick is 0 9 1 * *\n');
  expect(run.log).not.toContain('never');
});

test('a run that takes too long is killed with everything it started', async () => {
  const marker = `4${process.pid}${Date.now() % 100_000}`;
  const project = await tempProject(
    tiny(`
  slow:
    runs-on: ubuntu-24.04
    steps:
      - run: echo started; sleep ${marker} & sleep ${marker}
`),
  );
  const run = await runAct({ cwd: project.dir, workflow, event: 'workflow_dispatch', timeout: 3 });
  expect(run).toMatchObject({ exitCode: 137, timedOut: true });
  expect(run.log).toBe('started\n');
  await sleep(100);
  expect(await commandLinesWith(marker)).toEqual([]);
});

async function commandLinesWith(text: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(text));
}
