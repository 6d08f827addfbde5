import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunnerCommand, RunnerContext } from '../../src/contract/runner.ts';
import { ssh } from '../../src/plugins/gitphony/runner/ssh.ts';
import type { SshProperties } from '../../src/plugins/gitphony/runner/ssh-properties.ts';
import { runTasks } from '../support/run-flow.ts';
import { taskErrorOf } from '../support/run-task.ts';
import { type SshServer, startSshServer } from '../support/ssh-server.ts';
import { tempProject } from '../support/temp-project.ts';

let server: SshServer;
let folder = '';
beforeAll(async () => {
  server = await startSshServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitphony-ssh-test-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const properties = (): SshProperties => {
  const { port, username, privateKey, hostKey, remoteDirectory } = server;
  return { host: '127.0.0.1', port, username, privateKey, hostKey, remoteDirectory };
};

interface Options extends Partial<Pick<RunnerCommand, 'environment' | 'mounts' | 'onStdout'>> {
  readonly signal?: AbortSignal;
  readonly properties?: Partial<SshProperties>;
}

function execute(script: string, options: Options = {}) {
  const seen = { out: '', err: '', warnings: [] as string[] };
  const ignore = (): void => undefined;
  const warn = (message: string): void => void seen.warnings.push(message);
  const context: RunnerContext = {
    execution: { id: 'e', namespace: 'n', flowId: 'f', flowRevision: 1 },
    taskRun: { id: 'r', taskId: 't', taskType: 't', attempt: 1, interrupted: false },
    signal: options.signal ?? new AbortController().signal,
    log: { trace: ignore, debug: ignore, info: ignore, warn, error: ignore, log: ignore },
    childStarted: ignore,
    childEnded: ignore,
  };
  const command: RunnerCommand = {
    argv: ['/bin/sh', '-c', script],
    directory: folder,
    environment: options.environment ?? {},
    mounts: options.mounts ?? [],
    onStdout: options.onStdout ?? (async (chunk) => void (seen.out += chunk.toString())),
    onStderr: async (chunk) => void (seen.err += chunk.toString()),
  };
  return { seen, result: ssh.run(command, { ...properties(), ...options.properties }, context) };
}

const remains = (): Promise<string[]> => readdir(server.remoteDirectory);
const keyFolders = (): string[] => readdirSync(tmpdir()).filter((name) => /^gitphony-ssh-(?!test-)/u.test(name));

describe('a command on another host', () => {
  it('gets the files, hands changed ones back, and leaves nothing', async () => {
    await mkdir(join(folder, 'in'));
    await writeFile(join(folder, 'in', "it's.txt"), 'from here');
    const { seen, result } = execute(`cat in/it*; echo oops >&2; mkdir out; echo there > 'out/a b.txt'; pwd; exit 7`);
    expect(await result).toEqual({ exitCode: 7 });
    expect(seen.out).toMatch(/^from here/u);
    expect(seen.out).toContain(server.remoteDirectory);
    expect(seen.err).toBe('oops\n');
    expect(await readFile(join(folder, 'out/a b.txt'), 'utf8')).toBe('there\n');
    expect(await remains()).toEqual([]);
    expect(keyFolders()).toEqual([]);
  });

  it('gets variables with any content, and no list of processes shows them', async () => {
    const environment = { QUOTE: `it's "here" $HOME\nnext`, SECRET_VALUE: 'hidden-7531', WORKING_DIR: folder };
    const { seen, result } = execute(
      `printf '%s|' "$QUOTE"; ps -ww -eo args | grep -c "[h]idden-7531"; [ "$WORKING_DIR" = "$PWD" ] && echo same`,
      { environment },
    );
    expect(await result).toEqual({ exitCode: 0 });
    expect(seen.out).toBe(`it's "here" $HOME\nnext|0\nsame\n`);
  });

  it('gets mounts, under paths that commands and variables find', async () => {
    await using project = await tempProject({ 'lib/x.txt': 'mounted' });
    const path = project.path('lib');
    const { seen, result } = execute(`cat "$LIB/x.txt"; cat '${path}/x.txt'`, {
      mounts: [{ path }],
      environment: { LIB: path },
    });
    expect(await result).toEqual({ exitCode: 0 });
    expect(seen.out).toBe('mountedmounted');
  });

  it('answers 128 + signal, and passes much output in order', async () => {
    expect(await execute('kill -9 $$').result).toEqual({ exitCode: 137 });
    let bytes = 0;
    const { result } = execute('seq 1 400000', { onStdout: async (chunk) => void (bytes += chunk.length) });
    expect(await result).toEqual({ exitCode: 0 });
    expect(bytes).toBe(2_688_895);
  });
});

describe('a stopped task', () => {
  it.each([
    ['what listens', 'echo $$; sleep 600 & wait'],
    [
      'what ignores SIGTERM, and its children',
      `echo $$; trap '' TERM; (trap '' TERM; sleep 600) & while :; do sleep 0.2; done`,
    ],
  ])('ends %s', async (_, script) => {
    const controller = new AbortController();
    const { seen, result } = execute(script, { signal: controller.signal });
    await vi.waitFor(() => expect(seen.out).toMatch(/\d+\n/u), { timeout: 20_000 });
    controller.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
    await vi.waitFor(() => expect(groupOf(Number(seen.out))).toEqual([]), { timeout: 20_000 });
    expect(await remains()).toEqual([]);
    expect(keyFolders()).toEqual([]);
  });

  it('is ended by the host where the connection breaks, and says so', async () => {
    const { seen, result } = execute('echo $$; sleep 600');
    await vi.waitFor(() => expect(seen.out).toMatch(/\d+\n/u), { timeout: 20_000 });
    await server.dropConnections();
    const error = await taskErrorOf(result);
    expect(error).toMatchObject({ code: 'SSH_FAILED', retryable: true });
    await vi.waitFor(() => expect(groupOf(Number(seen.out))).toEqual([]), { timeout: 20_000 });
    await vi.waitFor(async () => expect(await remains()).toEqual([]), { timeout: 20_000 });
  });

  it('ends where its output cannot be taken', async () => {
    const onStdout = (): Promise<void> => Promise.reject(new Error('disk full'));
    await expect(execute('echo x; sleep 600', { onStdout }).result).rejects.toThrow('disk full');
    expect(await remains()).toEqual([]);
  });
});

describe('what cannot work', () => {
  it('is a host whose key is not known, or another one', async () => {
    const { hostKey: _hostKey, ...unknown } = properties();
    vi.stubEnv('HOME', folder);
    const error = await taskErrorOf(
      ssh.run(
        {
          argv: ['true'],
          directory: folder,
          environment: {},
          onStdout: async () => undefined,
          onStderr: async () => undefined,
        },
        unknown,
        contextOf(),
      ),
    );
    expect(error).toMatchObject({ code: 'SSH_FAILED', retryable: false, hint: expect.stringContaining('hostKey') });
    const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0Y0PnVwn4LpOPrcWYyAtBBbVb5xmAFRWNXLSG5UUGd';
    const changed = await taskErrorOf(execute('true', { properties: { hostKey: other } }).result);
    expect(changed.message).toMatch(/IDENTIFICATION HAS CHANGED|verification failed/u);
  });

  it('is a key that is refused, or none; it is told without the key', async () => {
    const file = join(folder, 'other');
    await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
    const privateKey = await readFile(file, 'utf8');
    const refused = await taskErrorOf(execute('true', { properties: { privateKey } }).result);
    expect(refused).toMatchObject({
      message: expect.stringContaining('Permission denied'),
      hint: expect.stringContaining('Passwords are not used'),
    });
    const broken = await taskErrorOf(execute('true', { properties: { privateKey: 'my-private-key' } }).result);
    expect(broken.message).not.toContain('my-private-key');
    expect(keyFolders()).toEqual([]);
  });

  it('is a port without a server, and a folder that cannot be made', async () => {
    const closed = await taskErrorOf(execute('true', { properties: { port: 1 } }).result);
    expect(closed).toMatchObject({ code: 'SSH_FAILED', retryable: true });
    const nowhere = await taskErrorOf(execute('true', { properties: { remoteDirectory: '/proc/none' } }).result);
    expect(nowhere.hint).toContain('remoteDirectory');
  });
});

it('runs a script task of a flow, files both ways, outputs and all', async () => {
  await using project = await tempProject({
    'gitphony.yaml': '',
    '.env': `SSH_KEY=${JSON.stringify(server.privateKey)}\n`,
    'namespace-files/company.team/scripts/count.sh': 'wc -l < "$1" > lines.txt\n',
  });
  const { execution, logs } = await runTasks(
    project,
    `- id: remote
  type: io.kestra.plugin.scripts.shell.Commands
  taskRunner:
    type: gitphony.runner.Ssh
    host: 127.0.0.1
    port: ${server.port}
    username: ${server.username}
    privateKey: "{{ secret('SSH_KEY') }}"
    hostKey: ${server.hostKey.trim()}
    remoteDirectory: ${server.remoteDirectory}
  namespaceFiles: {enabled: true}
  inputFiles: {data.csv: "a\\nb\\nc\\n"}
  outputFiles: [lines.txt]
  commands:
    - sh scripts/count.sh data.csv
    - echo '::{"outputs":{"n":3}}::'
- id: tell
  type: io.kestra.plugin.core.log.Log
  message: "{{ outputs.remote.vars.n }} {{ read(outputs.remote.outputFiles['lines.txt']) | trim }}"
`,
  );
  expect(logs.filter(({ level }) => level === 'ERROR')).toEqual([]);
  expect(execution.state.current).toBe('SUCCESS');
  expect(logs.at(-1)?.message).toBe('3 3');
  expect(await remains()).toEqual([]);
});

function contextOf(): RunnerContext {
  const ignore = (): void => undefined;
  return {
    execution: { id: 'e', namespace: 'n', flowId: 'f', flowRevision: 1 },
    taskRun: { id: 'r', taskId: 't', taskType: 't', attempt: 1, interrupted: false },
    signal: new AbortController().signal,
    log: { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore, log: ignore },
    childStarted: ignore,
    childEnded: ignore,
  };
}

/** The living members of a process's group; a zombie only waits to be collected. */
function groupOf(leader: number): readonly string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/u.test(name)) return false;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(name) === leader && state !== 'Z' && session !== undefined;
    } catch {
      return false;
    }
  });
}
