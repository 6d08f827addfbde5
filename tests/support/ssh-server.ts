import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';

/** A real sshd on loopback, with keys and configuration of its own. */
export interface SshServer extends AsyncDisposable {
  readonly port: number;
  readonly username: string;
  /** A key that it lets in. */
  readonly privateKey: string;
  /** Its own public key. */
  readonly hostKey: string;
  /** A folder for the tasks' folders. */
  readonly remoteDirectory: string;
  /** Ends the connections of clients, not the server. */
  dropConnections(): Promise<void>;
}

/** Starts an sshd that lets this user in by key; disposing it ends it by its process id. */
export async function startSshServer(): Promise<SshServer> {
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-sshd-'));
  await chmod(folder, 0o755);
  const makeKey = (name: string) => execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)]);
  await Promise.all([makeKey('host'), makeKey('client')]);
  const port = await freePort();
  const remoteDirectory = join(folder, 'remote');
  await mkdir(remoteDirectory);
  await writeFile(join(folder, 'authorized'), await readFile(join(folder, 'client.pub')), { mode: 0o600 });
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host')}`,
    `AuthorizedKeysFile ${join(folder, 'authorized')}`,
    `PidFile ${join(folder, 'pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
  ];
  await writeFile(join(folder, 'config'), `${config.join('\n')}\n`);
  // As root, sshd asks for the folder that its package's start script makes.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn(sshdPath(), ['-D', '-e', '-f', join(folder, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = once(child, 'exit');
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (child.exitCode !== null || tries > 200) throw new Error(`sshd did not start: ${said}`);
    await delay(25);
  }
  return {
    port,
    username: userInfo().username,
    privateKey: await readFile(join(folder, 'client'), 'utf8'),
    hostKey: await readFile(join(folder, 'host.pub'), 'utf8'),
    remoteDirectory,
    async dropConnections() {
      const { stdout } = await execa('ps', ['-eo', 'pid=,ppid=']);
      const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/u).map(Number));
      for (const [pid = 0, parent] of pairs) if (parent === child.pid) process.kill(pid, 'SIGKILL');
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function sshdPath(): string {
  const found = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/usr/bin/sshd'].find((path) => existsSync(path));
  if (found === undefined)
    throw new Error('sshd is not installed; run: npm run setup -- --for test (as root), or install openssh-server');
  return found;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('expected an address with a port');
  return address.port;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
