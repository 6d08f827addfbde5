import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { runGitphony, startGitphony } from '../support/cli.ts';
import { readCourseFlow, withoutCourse } from '../support/course.ts';
import { startTestDocker, type TestDocker, whyNoDocker } from '../support/docker.ts';
import { type TempProject, tempProject } from '../support/temp-project.ts';

const missing = await whyNoDocker();
const products = [
  { title: 'Lamp', brand: 'Lumos', price: 12.5 },
  { title: 'Chair', price: 80 },
  { title: 'Desk', brand: 'Oak', price: 210.25 },
];

describe.skipIf(missing !== undefined)('containers, through the command line', () => {
  let engine: TestDocker;
  let web: Server;
  let address = '';
  beforeAll(async () => {
    engine = await startTestDocker();
    // What the course's flows fetch from the Internet.
    web = createServer(({ url }, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(url === '/products' ? { products } : { pull_count: 1_234_567 }));
    }).listen(0, '0.0.0.0');
    await once(web, 'listening');
    const bound = web.address();
    address = `http://${engine.gateway}:${typeof bound === 'object' ? (bound?.port ?? 0) : 0}`;
  });
  afterAll(() => web.close());

  const env = (): Record<string, string> => (engine.host === '' ? {} : { DOCKER_HOST: engine.host });

  async function runJson({ dir }: TempProject, ...args: string[]): Promise<Execution> {
    const ended = await runGitphony(['run', ...args, '--json'], { cwd: dir, env: env(), timeout: 300_000 });
    expect(ended.exitCode, ended.stderr).toBe(0);
    return JSON.parse(ended.stdout) as Execution;
  }

  test.skipIf(withoutCourse !== undefined)(
    '02 of the course: packages from PyPI, an output, in a container',
    async () => {
      const flow = (await readCourseFlow('02_python')).replace('https://hub.docker.com', address);
      const project = await tempProject({ 'flows/02_python.yaml': flow });
      const execution = await runJson(project, 'zoomcamp.02_python');
      expect(execution.taskRunList).toMatchObject([
        { taskId: 'collect_stats', state: { current: 'SUCCESS' }, outputs: { vars: { downloads: 1_234_567 } } },
      ]);
      expect(await engine.containers('zoomcamp.02')).toEqual([]);
    },
  );

  test.skipIf(withoutCourse !== undefined)(
    '03 of the course: its extract and transform, in a container that nobody asked for',
    async () => {
      const whole = (await readCourseFlow('03_getting_started_data_pipeline')).replace(
        'https://dummyjson.com',
        address,
      );
      const flow = whole.slice(0, whole.indexOf('  - id: query'));
      const show =
        '  - id: show\n    type: io.kestra.plugin.core.debug.Return\n    format: "{{ read(outputs.transform.outputFiles[\'products.json\']) }}"\n';
      const project = await tempProject({ 'flows/03.yaml': flow + show });
      const execution = await runJson(project, 'zoomcamp.03_getting_started_data_pipeline');
      const outputs = execution.taskRunList.find(({ taskId }) => taskId === 'show')?.outputs as { value: string };
      expect(JSON.parse(outputs.value)).toEqual([
        { brand: 'Lumos', price: 12.5 },
        { brand: 'N/A', price: 80 },
        { brand: 'Oak', price: 210.25 },
      ]);
      expect(await engine.containers('zoomcamp.03')).toEqual([]);
    },
  );

  const sleeper = `id: sleeper
namespace: company.team
tasks:
  - id: sleep
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner:
      type: io.kestra.plugin.scripts.runner.docker.Docker
    containerImage: busybox:latest
    commands:
      - echo asleep; sleep 1000
`;
  const other = `id: other
namespace: company.team
tasks:
  - id: hello
    type: io.kestra.plugin.core.log.Log
    message: hello
`;

  test('kill -9 of the engine: the next start removes its container, and nobody else’s', async () => {
    const killed = await tempProject({ 'flows/sleeper.yaml': sleeper, 'flows/other.yaml': other });
    const living = await tempProject({ 'flows/sleeper.yaml': sleeper });
    const first = startGitphony(['run', 'company.team.sleeper'], { cwd: killed.dir, env: env() });
    const second = startGitphony(['run', 'company.team.sleeper'], { cwd: living.dir, env: env() });
    await Promise.all([first.output(/asleep/u), second.output(/asleep/u)]);
    expect(await engine.containers('company.team.sleeper')).toHaveLength(2);
    first.signal('SIGKILL');
    await first.ended;
    expect(await engine.containers('company.team.sleeper')).toHaveLength(2);

    // No task of this flow has anything to do with containers.
    const next = await runGitphony(['run', 'company.team.other'], { cwd: killed.dir, env: env() });
    expect(next.exitCode, next.stderr).toBe(0);
    expect(await engine.containers('company.team.sleeper')).toHaveLength(1);
    expect((await second.output(/asleep/u))[0]).toBe('asleep');

    second.signal('SIGINT');
    expect((await second.ended).exitCode).toBe(1);
    expect(await engine.containers('company.team.sleeper')).toEqual([]);
  });

  test('a resume ends the container that the dead process left, and runs the task again', async () => {
    const flow = sleeper.replace(
      'echo asleep; sleep 1000',
      'echo asleep; test -e /tmp/never || sleep "$SECONDS_TO_SLEEP"',
    );
    const project = await tempProject({
      'flows/sleeper.yaml': flow.replace(
        '    commands:',
        '    env:\n      SECONDS_TO_SLEEP: "{{ envs.seconds }}"\n    commands:',
      ),
    });
    const running = startGitphony(['run', 'company.team.sleeper'], {
      cwd: project.dir,
      env: { ...env(), ENV_SECONDS: '1000' },
    });
    const id = (await running.output(/^execution (\w+)$/mu))[1] ?? '';
    await running.output(/asleep/u);
    running.signal('SIGKILL');
    await running.ended;
    const [left] = await engine.containers('company.team.sleeper');
    const resumed = await runGitphony(['executions', 'resume', id], {
      cwd: project.dir,
      env: { ...env(), ENV_SECONDS: '0' },
    });
    expect(resumed.exitCode, resumed.stderr).toBe(0);
    expect(left).toBeDefined();
    expect(await engine.containers('company.team.sleeper')).toEqual([]);
  });

  test('Ctrl-C stops the container and leaves none', async () => {
    const project = await tempProject({ 'flows/sleeper.yaml': sleeper });
    const running = startGitphony(['run', 'company.team.sleeper'], { cwd: project.dir, env: env() });
    await running.output(/asleep/u);
    running.signal('SIGINT');
    expect((await running.ended).exitCode).toBe(1);
    while ((await engine.containers('company.team.sleeper')).length > 0) await sleep(100);
  });

  test('--runner decides for tasks that name none, and for no others', async () => {
    const where = (id: string, runner: string): string => `  - id: ${id}
    type: io.kestra.plugin.scripts.shell.Commands
    containerImage: busybox:latest
${runner}    commands: ["test -e /usr && echo ::{\\"outputs\\":{\\"in\\":\\"process\\"}}:: || echo ::{\\"outputs\\":{\\"in\\":\\"container\\"}}::"]
`;
    const flow = `id: where\nnamespace: company.team\ntasks:\n${where('free', '')}${where('fixed', '    taskRunner: {type: io.kestra.plugin.core.runner.Process}\n')}`;
    const project = await tempProject({
      'flows/where.yaml': flow.replaceAll('echo ::{', "echo '::{").replaceAll('}}::', "}}::'"),
    });
    for (const [runner, place] of [
      ['docker', 'container'],
      ['process', 'process'],
    ] as const) {
      const { taskRunList } = await runJson(project, 'company.team.where', '--runner', runner);
      expect(taskRunList.map(({ outputs }) => (outputs as { vars: { in: string } }).vars.in)).toEqual([
        place,
        'process',
      ]);
    }
    const refused = await runGitphony(['run', 'company.team.where', '--runner', 'podman'], {
      cwd: project.dir,
      env: env(),
    });
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.stderr).toContain('expected --runner with one of auto, docker, process, got "podman"');
  });
});
