import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { killTree } from '../support/kill-tree.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** Compiled workflows under act, attempt after attempt; each has a machine of its own, and the artifacts are all that stays. */
let action: BuiltAction;
let results: ResultsService;
let project: TempProject;
let outside: TempProject;

const script = (id: string, commands: string): string => `  - id: ${id}
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    commands:
      - |
${commands.trim().replaceAll(/^/gm, '        ')}
`;
const flow = (id: string, tasks: string): string => `id: ${id}\nnamespace: demo\ntasks:\n${tasks}`;

beforeAll(async () => {
  outside = await makeTempProject();
  const at = outside.dir;
  [action, results, project] = await Promise.all([
    buildTestAction(),
    startResultsService(),
    makeTempProject({
      'action/action.yml': 'name: a stand-in, for compile to see\n',
      'flows/fails.yaml': flow(
        'fails',
        `${script('make', `echo made >> ${at}/fails`)}${script('load', `echo load >> ${at}/fails; [ -e ${at}/mended ]`)}`,
      ),
      'flows/lost.yaml': flow(
        'lost',
        `${script('make', `echo made >> ${at}/lost`)}${script(
          'hang',
          `echo "hang $PPID" >> ${at}/lost; for i in $(seq 900); do [ -e ${at}/go ] && exit 0; sleep 0.1; done; exit 9`,
        )}`,
      ),
    }),
  ]);
  expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
});
afterAll(async () => {
  await Promise.all([action.remove(), results.close(), project.remove(), outside.remove()]);
});

function attempt(id: string, runId: string, number: number): Promise<ActRun> {
  return runAct({
    cwd: project.dir,
    workflow: `.github/workflows/demo.${id}.yml`,
    event: 'workflow_dispatch',
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    env: { ...results.jobEnv({ runId }), GITHUB_RUN_ID: runId, GITHUB_RUN_ATTEMPT: String(number) },
  });
}

async function seen(name: string): Promise<string[]> {
  return (await readFile(outside.path(name), 'utf8').catch(() => '')).trim().split('\n');
}

describe('control plane 7: restart under act', () => {
  test('a failed run, re-run, goes on from the failed task', async () => {
    const first = await attempt('fails', '901', 1);
    expect(first.exitCode).not.toBe(0);
    await writeFile(outside.path('mended'), '');
    const second = await attempt('fails', '901', 2);
    expect(second.exitCode, second.output).toBe(0);
    expect(await seen('fails')).toEqual(['made', 'load', 'load']);
    expect(second.summary).toContain('Resumed from attempt 1: 1 task run taken over.');
  });

  test('a runner that is lost in mid-flow, with its disk: the next attempt resumes from the last upload', async () => {
    const first = attempt('lost', '902', 1);
    while (results.store.list('902').length === 0) await sleep(100);
    const shell = (await seen('lost')).find((line) => line.startsWith('hang'));
    // The engine is killed hard, with all that it runs: no handler, no upload, no summary. act then removes the job's folder.
    const engine = Number(shell?.split(' ')[1]);
    const uploads = results.store.list('902').length;
    await killTree(engine);
    const lost = await first;
    expect(lost.exitCode).not.toBe(0);
    expect(lost.summary).toBe('');
    // The post step of a lost machine does not run either: what act's post step uploaded is taken away.
    for (const artifact of results.store.list('902').slice(uploads)) results.store.remove(artifact);
    await writeFile(outside.path('go'), '');
    const second = await attempt('lost', '902', 2);
    expect(second.exitCode, second.output).toBe(0);
    expect((await seen('lost')).map((line) => line.split(' ')[0])).toEqual(['made', 'hang', 'hang']);
    expect(second.summary).toMatch(/Resumed from attempt 1: 1 task run taken over. That one was interrupted/);
  });
});
