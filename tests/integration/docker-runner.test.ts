import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect, createServer as createNetServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { reclaimFiles } from '../../src/plugins/scripts/runner/docker/reclaim-files.ts';
import { DockerCli } from '../../src/plugins/scripts/runner/docker/docker-cli.ts';
import { isMap, type ValueMap } from '../../src/util/values.ts';
import { startRegistry } from '../support/docker-registry.ts';
import { startTestDocker, type TestDocker, whyNoDocker } from '../support/docker.ts';
import { type FlowRun, runTasks, statesOf } from '../support/run-flow.ts';
import { type TempProject, makeTempProject } from '../support/temp-project.ts';

const missing = await whyNoDocker();

describe.skipIf(missing !== undefined)('Docker', () => {
  let engine: TestDocker;
  let project: TempProject;
  beforeAll(async () => {
    engine = await startTestDocker();
  });
  beforeEach(async () => {
    vi.stubEnv('DOCKER_HOST', engine.host);
    project = await makeTempProject();
  });
  afterEach(async () => {
    expect(await engine.containers('company.team.test')).toEqual([]);
    expect(await readdir(project.path('.gitphony/tmp')).catch(() => [])).toEqual([]);
    vi.unstubAllEnvs();
    await project.remove();
  });
  afterAll(() => vi.unstubAllEnvs());

  const docker = 'io.kestra.plugin.scripts.runner.docker.Docker';
  const shell = 'io.kestra.plugin.scripts.shell.Commands';

  /** One shell task in a container of busybox; `more` are lines of the task. */
  async function runShell(commands: readonly string[], { runner = '', more = '' } = {}): Promise<FlowRun> {
    const lines = commands.map((command) => `    - ${JSON.stringify(command)}`).join('\n');
    return runTasks(
      project,
      `- id: work
  type: ${shell}
  containerImage: ${engine.busybox}
  taskRunner: {type: ${docker}${runner === '' ? '' : `, ${runner}`}}
${more}
  commands:
${lines}
`,
    );
  }

  /** Puts a script in front of the engine's command, for this test. */
  async function writeWrapper(script: string): Promise<void> {
    const wrapper = project.path('docker-wrapper');
    await writeFile(wrapper, `#!/bin/bash\n${script}\n`, { mode: 0o755 });
    vi.stubEnv('GITPHONY_DOCKER', wrapper);
  }

  const outputsOf = ({ execution }: FlowRun): ValueMap => {
    const outputs = execution.taskRunList.find(({ taskId }) => taskId === 'work')?.outputs;
    return isMap(outputs) ? outputs : {};
  };
  const messages = ({ logs }: FlowRun, level?: string): readonly string[] =>
    logs.filter((log) => level === undefined || log.level === level).map(({ message }) => message);

  describe.each(['MOUNT', 'VOLUME'])('with %s', (strategy) => {
    const runner = `fileHandlingStrategy: ${strategy}`;

    it('hands over variables, files and stored files, and takes outputs, files and both streams', async () => {
      const run = await runTasks(
        project,
        `- id: first
  type: io.kestra.plugin.core.storage.Write
  content: "stored before"
- id: work
  type: io.kestra.plugin.scripts.python.Script
  containerImage: ${engine.python}
  taskRunner: {type: ${docker}, ${runner}}
  env:
    LINES: "one\\ntwo"
    DOCKER_HOST: none of the engine's business
    PATH_OF_FILE: "{{ workingDir }}/in/a.txt"
  inputFiles:
    in/a.txt: "given"
    gone.txt: "to be deleted"
  outputFiles: ["out/*.txt"]
  script: |
    import os, sys
    from kestra import Kestra
    print(os.environ["LINES"].split("\\n"), os.environ["DOCKER_HOST"])
    print("to stderr", file=sys.stderr)
    os.makedirs("out")
    text = open(os.environ["PATH_OF_FILE"]).read() + ", " + open("{{ outputs.first.uri }}").read()
    open("out/b.txt", "w").write(text)
    os.remove("gone.txt")
    Kestra.outputs({"text": text, "cwd": os.getcwd() == os.environ["WORKING_DIR"]})
- id: read
  type: io.kestra.plugin.core.log.Log
  message: "{{ read(outputs.work.outputFiles['out/b.txt']) }}"
`,
      );
      expect(statesOf(run.execution)).toEqual(['first=SUCCESS', 'work=SUCCESS', 'read=SUCCESS']);
      expect(outputsOf(run)).toMatchObject({ vars: { text: 'given, stored before', cwd: true }, exitCode: 0 });
      expect(messages(run, 'INFO')).toContain(`['one', 'two'] none of the engine's business`);
      expect(messages(run, 'ERROR')).toEqual(['to stderr']);
      expect(messages(run)).toContain('given, stored before');
    });

    it('changes the folder that tasks share, deletions too', async () => {
      const run = await runTasks(
        project,
        `- id: together
  type: io.kestra.plugin.core.flow.WorkingDirectory
  tasks:
    - id: one
      type: ${shell}
      taskRunner: {type: io.kestra.plugin.core.runner.Process}
      commands: ["echo a > a; echo b > b"]
    - id: two
      type: ${shell}
      containerImage: ${engine.busybox}
      taskRunner: {type: ${docker}, ${runner}}
      commands: ["rm a; echo c > c"]
    - id: three
      type: ${shell}
      taskRunner: {type: io.kestra.plugin.core.runner.Process}
      commands: ["ls"]
`,
      );
      expect(messages(run, 'INFO')).toEqual(['b', 'c']);
    });

    it('answers the exit code, with what was printed', async () => {
      const run = await runShell(['echo before', 'exit 7'], { runner });
      expect(outputsOf(run)).toMatchObject({ exitCode: 7 });
      expect(messages(run, 'INFO')).toEqual(['before']);
      expect(messages(run, 'ERROR')).toEqual([expect.stringContaining('exit code 7')]);
    });

    it('stops a container that does not listen, when its task times out', async () => {
      const run = await runShell([`trap '' TERM`, 'echo begun', 'while true; do sleep 1; done'], {
        runner: `${runner}, killGracePeriod: PT1S`,
        more: '  timeout: PT3S',
      });
      expect(statesOf(run.execution)).toEqual(['work=FAILED']);
      expect(messages(run)).toContainEqual(expect.stringContaining('PT3S'));
    });

    it('lets a user of the container other than root write', async () => {
      const run = await runShell(['id -u', 'cat in/a.txt', 'echo x > in/b.txt'], {
        runner: `${runner}, user: "1234"`,
        more: '  inputFiles: {in/a.txt: "given"}\n  outputFiles: ["in/b.txt"]',
      });
      expect(messages(run, 'INFO')).toEqual(['1234', 'given']);
      expect(Object.keys(outputsOf(run)['outputFiles'] as object)).toEqual(['in/b.txt']);
    });
  });

  it('copies the files where the engine does not see them', async () => {
    // The engine is asked for folders that it has not, as one on another machine would be.
    await writeWrapper(`words=()
for word in "$@"; do words+=("\${word/source=\\//source=/nowhere/}"); done
echo "$1" >> ${project.path('calls')}
exec docker "\${words[@]}"`);
    for (const word of ['once', 'again']) {
      const run = await runShell(['cat in.txt', 'cp in.txt out.txt'], {
        more: `  inputFiles: {in.txt: "${word}"}\n  outputFiles: [out.txt]`,
      });
      expect(messages(run, 'INFO')).toEqual([word]);
      expect(outputsOf(run)).toMatchObject({
        exitCode: 0,
        outputFiles: { 'out.txt': expect.stringMatching(/^kestra:/u) },
      });
    }
    const calls = (await readFile(project.path('calls'), 'utf8')).split('\n');
    expect(calls.filter((verb) => verb === 'run')).toHaveLength(1);
    expect(calls.filter((verb) => verb === 'create')).toHaveLength(2);
    const forced = await runShell(['true'], { runner: 'fileHandlingStrategy: MOUNT' });
    expect(messages(forced, 'ERROR').join('\n')).toContain('the engine does not see the folder');
  });

  it('says that a container ran out of memory', async () => {
    const run = await runTasks(
      project,
      `- id: work
  type: ${shell}
  containerImage: ${engine.python}
  taskRunner: {type: ${docker}, memory: {memory: 32MB}}
  commands: ["python3 -c 'print(len(bytearray(300_000_000)))'"]
`,
    );
    expect(outputsOf(run)).toMatchObject({ exitCode: 137 });
    expect(run.execution.taskRunList[0]?.attempts?.[0]).toBeDefined();
    expect(messages(run).join('\n')).toContain('exit code 137');
    expect(messages(run).join('\n')).toContain('ran out of memory (limit 32MB)');
  });

  it('obeys limits, hosts, network, entry point and volumes', async () => {
    await project.write({ 'given/a': 'from the volume' });
    const run = await runShell(
      [
        'cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null || cat /sys/fs/cgroup/memory.max',
        'grep -c 10.1.2.3 /etc/hosts',
        'df -k /dev/shm | tail -n 1 | tr -s " " | cut -d " " -f 2',
        'ls /sys/class/net',
        '{ cat /sys/fs/cgroup/cpu.max 2>/dev/null || cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us; } | cut -d " " -f 1',
        'cat /given/a; echo',
        'echo "$WRAPPED"',
        'echo x > /given/b || echo read-only',
      ],
      {
        runner: [
          'memory: {memory: 64MB}, shmSize: 1MB, cpu: {cpus: 0.5}, networkMode: none',
          'extraHosts: ["example.test:10.1.2.3"], entryPoint: ["/bin/env", "WRAPPED=yes"]',
          `volumes: ["${project.path('given')}:/given:ro"]`,
        ].join(', '),
      },
    );
    expect(messages(run, 'INFO')).toEqual([
      String(64 * 1024 * 1024),
      '1',
      '1024',
      'lo',
      '50000',
      'from the volume',
      'yes',
      'read-only',
    ]);
  });

  it.each([
    ['a command that the image lacks', { commands: ['jq . x'] }, 'jq', 'containerImage'],
    [
      'a shell that it lacks',
      { commands: ['true'], more: '  interpreter: [/bin/zsh, -c]' },
      '/bin/zsh: not found in image',
      'containerImage',
    ],
    [
      'an image that must not be fetched',
      { commands: ['true'], image: 'nosuch/image:1', runner: 'pullPolicy: NEVER' },
      'nosuch/image:1 is not on the engine',
      'docker pull',
    ],
    [
      'a registry that is away',
      { commands: ['true'], image: 'localhost:1/image:1' },
      'localhost:1/image:1 cannot be reached',
      'Check the name',
    ],
    [
      'a name that is none',
      { commands: ['true'], image: 'No:Image:1' },
      'there is no image No:Image:1',
      'containerImage',
    ],
    [
      'a size that is none',
      { commands: ['true'], runner: 'memory: {memory: much}' },
      'memory.memory: expected a size',
      '',
    ],
    ['a volume that goes up', { commands: ['true'], runner: 'volumes: ["/tmp/../etc:/x"]' }, 'paths without ".."', ''],
    [
      'a variable that is none',
      { commands: ['true'], more: '  env: {"A B": x}' },
      'expected the name of a variable',
      '',
    ],
  ])('fails clearly for %s', async (_, task, message, hint) => {
    const {
      commands,
      more = '',
      runner = '',
      image = engine.busybox,
    } = task as {
      commands: string[];
      more?: string;
      runner?: string;
      image?: string;
    };
    const run = await runTasks(
      project,
      `- id: work
  type: ${shell}
  containerImage: ${image}
  taskRunner: {type: ${docker}${runner === '' ? '' : `, ${runner}`}}
${more}
  commands: ${JSON.stringify(commands)}
`,
    );
    expect(statesOf(run.execution)).toEqual(['work=FAILED']);
    const told = messages(run, 'ERROR').join('\n');
    expect(told).toContain(message);
    expect(told).toContain(hint);
  });

  it('passes credentials to the registry, and nowhere else', async () => {
    const seen: string[] = [];
    const registry = createServer((request, response) => {
      seen.push(request.headers.authorization ?? '');
      response.writeHead(request.headers.authorization === undefined ? 401 : 404, {
        'www-authenticate': 'Basic realm="test"',
        'content-type': 'application/json',
      });
      response.end(JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] }));
    }).listen(0, '127.0.0.1');
    await once(registry, 'listening');
    const address = registry.address();
    const image = `127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/private/image:1`;
    await writeWrapper(`{ echo "ARGS $*"; [ -z "$DOCKER_CONFIG" ] || stat -c '%a' "$DOCKER_CONFIG" "$DOCKER_CONFIG/config.json"; } >> ${project.path('calls')}
exec docker "$@"`);
    const run = await runTasks(
      project,
      `- id: work
  type: ${shell}
  containerImage: ${image}
  taskRunner: {type: ${docker}, credentials: {username: ada, password: open-sesame}}
  commands: ["true"]
`,
    );
    registry.close();
    expect(messages(run, 'ERROR').join('\n')).toContain(`there is no image ${image}`);
    expect(seen).toContain(`Basic ${Buffer.from('ada:open-sesame').toString('base64')}`);
    const calls = await readFile(project.path('calls'), 'utf8');
    expect(calls).toMatch(/ARGS pull .*\n700\n600\n/u);
    expect(calls).not.toMatch(/open-sesame|YWRhOm9wZW4tc2VzYW1l/u);
    expect(messages(run).join('\n')).not.toContain('open-sesame');
  });

  it('fetches an image by its pull policy, says how it goes, and logs in', async () => {
    const rootFileSystem = project.path('root.tar');
    const exported = await engine.docker('create', engine.busybox, 'true');
    await engine.docker('export', '--output', rootFileSystem, exported);
    await engine.docker('rm', exported);
    await using registry = await startRegistry(rootFileSystem, 'open-sesame');
    const runWith = async (policy: string): Promise<{ run: FlowRun; asked: number }> => {
      const before = registry.requests.length;
      const run = await runTasks(
        project,
        `- id: work
  type: ${shell}
  containerImage: ${registry.image}
  taskRunner: {type: ${docker}, pullPolicy: ${policy}, credentials: {username: ada, password: open-sesame}}
  commands: ["cat /marker; echo"]
`,
      );
      return { run, asked: registry.requests.length - before };
    };
    try {
      const first = await runWith('IF_NOT_PRESENT');
      expect(statesOf(first.run.execution)).toEqual(['work=SUCCESS']);
      expect(messages(first.run, 'INFO')).toEqual([
        `Pulling image ${registry.image}`,
        expect.stringMatching(/^Pulled image 127\.0\.0\.1:\d+\/tools\/marked:1\.0: [12] new layers in \d+\.\d s$/u),
        expect.stringMatching(/^from the registry/u),
      ]);
      expect(messages(first.run, 'DEBUG').join('\n')).toMatch(/Pull complete/u);
      expect(registry.requests).toContain('GET /v2/tools/marked/blobs/DIGEST');
      const again = await runWith('IF_NOT_PRESENT');
      expect(messages(again.run, 'INFO')).toEqual([expect.stringMatching(/^from the registry/u)]);
      expect(again.asked).toBe(0);
      const always = await runWith('ALWAYS');
      expect(messages(always.run, 'INFO')[1]).toMatch(/: 0 new layers in/u);
      expect(always.asked).toBeGreaterThan(0);
      expect((await runWith('NEVER')).asked).toBe(0);
      const messagesOfAll = [first, again, always].flatMap(({ run }) => messages(run)).join('\n');
      expect(messagesOfAll).not.toContain('open-sesame');
    } finally {
      await engine.docker('rmi', '--force', registry.image);
    }
  });

  it('runs on the engine that host names, also over the network', async () => {
    const path = engine.host.replace(/^unix:\/\//u, '');
    // The engine's streams are closed one way at a time.
    const proxy = createNetServer({ allowHalfOpen: true }, (socket) => {
      const upstream = connect({ path: path === '' ? '/var/run/docker.sock' : path, allowHalfOpen: true });
      for (const [from, to] of [
        [socket, upstream],
        [upstream, socket],
      ] as const) {
        from.pipe(to);
        from.on('error', () => to.destroy());
      }
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = proxy.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    vi.stubEnv('DOCKER_HOST', 'unix:///nowhere/docker.sock');
    const run = await runShell(['cat in.txt', 'cp in.txt out.txt'], {
      runner: `host: "tcp://127.0.0.1:${port}"`,
      more: '  inputFiles: {in.txt: given}\n  outputFiles: [out.txt]',
    });
    proxy.close();
    vi.stubEnv('DOCKER_HOST', engine.host);
    expect(messages(run, 'INFO')).toEqual(['given']);
    expect(Object.keys(outputsOf(run)['outputFiles'] as object)).toEqual(['out.txt']);
  });

  it('keeps what a task’s variables hold out of the command line', async () => {
    await writeWrapper(`echo "ARGS $*" >> ${project.path('calls')}\nexec docker "$@"`);
    const run = await runShell(['echo "$TOKEN" | wc -c', 'echo "$LINES" | wc -l'], {
      more: '  env: {TOKEN: not-for-others, LINES: "not-for\\nothers"}',
    });
    expect(messages(run, 'INFO')).toEqual(['15', '2']);
    const calls = await readFile(project.path('calls'), 'utf8');
    expect(calls).toContain('ARGS run');
    expect(calls).not.toMatch(/not-for/u);
  });

  it('gives files that a container wrote back to whoever runs the flow', async () => {
    const folder = project.path('work');
    await project.write({ 'work/a.txt': 'x', 'work/b/c.txt': 'y' });
    await chmod(folder, 0o777);
    const owner = { uid: 1234, gid: 1235 };
    await reclaimFiles(new DockerCli(), engine.busybox, folder, [], owner);
    for (const name of ['a.txt', 'b', 'b/c.txt']) expect(await stat(join(folder, name))).toMatchObject(owner);
  });

  it('reads what is no text, and much of it', async () => {
    const run = await runShell(['head -c 100000 /dev/urandom', 'yes 0123456789 | head -n 100000', 'echo end']);
    expect(statesOf(run.execution)).toEqual(['work=SUCCESS']);
    const lines = messages(run, 'INFO');
    expect(lines.filter((line) => line === '0123456789').length).toBeGreaterThanOrEqual(99_999);
    expect(lines.at(-1)).toBe('end');
  });

  it('obeys the deprecated runner and docker', async () => {
    const run = await runTasks(
      project,
      `- id: old
  type: ${shell}
  runner: DOCKER
  docker: {image: "{{ 'busybox' }}", user: "1000", networkMode: none}
  commands: ["id -u", "ls /sys/class/net"]
- id: process
  type: ${shell}
  runner: PROCESS
  commands: ["test -e /etc/debian_version || test -d /usr"]
`,
    );
    expect(statesOf(run.execution)).toEqual(['old=SUCCESS', 'process=SUCCESS']);
    expect(messages(run, 'INFO')).toEqual(['1000', 'lo']);
  });

  describe('without an engine', () => {
    it.each([
      ['no command', { GITPHONY_DOCKER: '/nowhere/docker' }, 'the command /nowhere/docker is not on this machine'],
      ['no engine', { DOCKER_HOST: 'unix:///nowhere/docker.sock' }, 'no Docker engine answers'],
    ])('says so and names Process: %s', async (_, environment, message) => {
      for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
      const run = await runShell(['true']);
      vi.stubEnv('DOCKER_HOST', engine.host);
      const told = messages(run, 'ERROR').join('\n');
      expect(told).toContain(message);
      expect(told).toContain('io.kestra.plugin.core.runner.Process');
    });

    it('says that the user may not talk to it', async () => {
      // Root may talk to any socket, and has to become somebody else; others get one that is closed to them.
      const socket = project.path('closed.sock');
      const server = createServer().listen(socket);
      await once(server, 'listening');
      await chmod(socket, 0);
      await writeWrapper(
        process.getuid?.() === 0 ? 'setpriv --reuid 65534 --regid 65534 --clear-groups docker "$@"' : 'docker "$@"',
      );
      await chmod(project.dir, 0o755);
      vi.stubEnv('DOCKER_HOST', `unix://${socket}`);
      const run = await runTasks(
        project,
        `- id: work\n  type: ${shell}\n  containerImage: not/yet/asked-for:1\n  taskRunner: {type: ${docker}}\n  commands: ["true"]\n`,
      );
      server.close();
      vi.stubEnv('GITPHONY_DOCKER', '');
      const told = messages(run, 'ERROR').join('\n');
      expect(told).toContain('this user may not talk to the Docker engine');
      expect(told).toContain('usermod -aG docker');
      expect(told).toContain('io.kestra.plugin.core.runner.Process');
    });
  });

  describe('a task without a taskRunner', () => {
    const task = `- id: work
  type: ${shell}
  containerImage: busybox:latest
  commands: ["test -e /bin/busybox && ! test -e /usr && echo in a container || echo on the machine"]
`;

    it('runs in a container where an engine answers', async () => {
      expect(messages(await runTasks(project, task), 'INFO')).toEqual(['in a container']);
    });

    it('runs as a process where none does, and says so once', async () => {
      vi.stubEnv('DOCKER_HOST', 'unix:///nowhere/docker.sock');
      const run = await runTasks(project, `${task}${task.replace('id: work', 'id: again')}`);
      expect(messages(run, 'INFO')).toEqual(['on the machine', 'on the machine']);
      expect(messages(run, 'WARN')).toEqual([
        expect.stringMatching(/^no Docker engine answers: tasks without a taskRunner run by Process\./u),
      ]);
      vi.stubEnv('DOCKER_HOST', engine.host);
    });

    it('runs as gitphony.yaml says', async () => {
      await project.write({ 'gitphony.yaml': 'runner: process\n' });
      const run = await runTasks(project, task);
      expect(messages(run, 'INFO')).toEqual(['on the machine']);
      expect(messages(run, 'WARN')).toEqual([]);
    });
  });
});
