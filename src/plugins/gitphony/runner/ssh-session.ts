import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SshProperties } from './ssh-properties.ts';

/** How ssh is called for one command, with the files that it needs. */
export interface SshSession extends AsyncDisposable {
  readonly destination: string;
  /** The words that run a command (one text, for the remote user's shell) on the host. */
  argv(command: string): readonly string[];
}

const checking = { STRICT: 'yes', ACCEPT_NEW: 'accept-new', NONE: 'no' } as const;

/** Writes key and host key into a folder of its own (0700, files 0600); disposing it removes them. */
export async function openSshSession(properties: SshProperties): Promise<SshSession> {
  const { host, port, username, privateKey, hostKey, hostKeyChecking = 'STRICT', connectTimeout = 15 } = properties;
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-ssh-'));
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const options = [
    '-T',
    ...option('BatchMode', 'yes'),
    ...option('LogLevel', 'ERROR'),
    ...option('ConnectTimeout', String(connectTimeout)),
    ...option('ServerAliveInterval', '15'),
    ...option('ServerAliveCountMax', '4'),
    ...option('ForwardAgent', 'no'),
    ...option('ClearAllForwardings', 'yes'),
    ...option('StrictHostKeyChecking', checking[hostKeyChecking]),
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...(username === undefined ? [] : ['-l', username]),
  ];
  try {
    if (privateKey !== undefined) {
      const file = join(folder, 'key');
      await writeFile(file, `${privateKey.replaceAll('\r\n', '\n').trimEnd()}\n`, { mode: 0o600 });
      await chmod(file, 0o600);
      options.push('-i', file, ...option('IdentitiesOnly', 'yes'), ...option('IdentityAgent', 'none'));
    }
    if (hostKey !== undefined) {
      const file = join(folder, 'known_hosts');
      const names = port === undefined || port === 22 ? host : `[${host}]:${port}`;
      await writeFile(file, `${knownHosts(names, hostKey)}\n`, { mode: 0o600 });
      options.push(...option('UserKnownHostsFile', file), ...option('GlobalKnownHostsFile', '/dev/null'));
      // Its name as it stands in the file, whatever the configuration makes of it.
      options.push(...option('HostKeyAlias', names));
    }
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    destination: username === undefined ? host : `${username}@${host}`,
    argv: (command) => ['ssh', ...options, '--', host, command],
    [Symbol.asyncDispose]: dispose,
  };
}

function option(name: string, value: string): readonly string[] {
  return ['-o', `${name}=${value}`];
}

/** A line is `ssh-ed25519 AAAA…`, or one of known_hosts or ssh-keyscan, which begins with names. */
function knownHosts(names: string, hostKey: string): string {
  return hostKey
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => `${names} ${/^(?:ssh-|ecdsa-|sk-)/u.test(line) ? line : line.replace(/^\S+\s+/u, '')}`)
    .join('\n');
}
