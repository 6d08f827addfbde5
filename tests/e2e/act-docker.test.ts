import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { startTestDocker, type TestDocker, whyNoDocker } from '../support/docker.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

const missing = await whyNoDocker();

/** In a workflow, script tasks run in containers without anybody asking for it, and the job is not set up for their languages. */
describe.skipIf(missing !== undefined)('script tasks inside of a workflow', () => {
  let engine: TestDocker;
  let action: BuiltAction;
  let results: ResultsService;
  let project: TempProject;

  beforeAll(async () => {
    [engine, action, results] = await Promise.all([startTestDocker(), buildTestAction(), startResultsService()]);
    project = await makeTempProject({
      'action/action.yml': 'name: a stand-in, for compile to see\n',
      'flows/boxed.yaml': `id: boxed
namespace: demo
tasks:
  - id: where
    type: io.kestra.plugin.scripts.shell.Commands
    containerImage: ${engine.busybox}
    outputFiles: [place.txt]
    commands:
      - test -e /usr && echo on the runner > place.txt || echo in a container > place.txt
      - env | cut -d= -f1 | grep -E '^(ACTIONS_|INPUT_|GITHUB_|RUNNER_|DOCKER_)' | sed 's/^/sees-/' || true
  - id: python
    type: io.kestra.plugin.scripts.python.Script
    containerImage: ${engine.python}
    script: |
      from kestra import Kestra
      Kestra.outputs({"place": open("{{ outputs.where.outputFiles['place.txt'] }}").read().strip()})
  - id: lua
    type: io.kestra.plugin.scripts.lua.Commands
    containerImage: ${engine.busybox}
    commands: ["echo place {{ outputs.python.vars.place }}"]
`,
    });
    expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
  });
  afterAll(async () => {
    await Promise.all([action.remove(), results.close(), project.remove()]);
  });

  test('run in containers, see nothing of the runner, and leave none', async () => {
    const workflow = await readFile(project.path('.github/workflows/demo.boxed.yml'), 'utf8');
    expect(workflow).not.toMatch(/name: Set up/u);
    const run = await runAct({
      cwd: project.dir,
      workflow: '.github/workflows/demo.boxed.yml',
      event: 'workflow_dispatch',
      copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
      env: { ...results.jobEnv({ runId: '7101' }), GITHUB_RUN_ID: '7101', DOCKER_HOST: engine.host },
    });
    expect(run.exitCode, run.output).toBe(0);
    expect(run.log).toContain('place in a container');
    expect(run.log).not.toMatch(/sees-|run by Process/u);
    expect(await engine.containers('demo.boxed')).toEqual([]);
  });
});
