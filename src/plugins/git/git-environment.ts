import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { TaskError } from '../../contract/errors.ts';
import type { CloneProperties } from './clone-properties.ts';
import type { RemoteAddress } from './remote-address.ts';

/** What git is told by its environment, where no list of processes and no repository shows it. */
export interface GitEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Takes the key away again. */
  remove(): Promise<void>;
}

/** Answers git's question for name and password out of the environment. git asks for other things too: those get no answer. */
const HELPER =
  '!f() { test "$1" = get || exit 0; printf "username=%s\\npassword=%s\\n" "$GITPHONY_GIT_USERNAME" "$GITPHONY_GIT_PASSWORD"; }; f';

/**
 * Makes the environment of a clone. Name and password are answered by a helper for their own host only, and the machine's own
 * helpers are off, which would keep them. A key lies in a folder that only this user can read, until removed.
 */
export async function gitEnvironment(properties: CloneProperties, address: RemoteAddress): Promise<GitEnvironment> {
  const password = properties.password ?? address.password;
  const username = properties.username ?? address.username ?? 'git';
  const { privateKey, trustedCaPemPath } = properties;
  const needsFolder = privateKey !== undefined || trustedCaPemPath !== undefined;
  const folder = needsFolder ? await mkdtemp(join(tmpdir(), 'gitphony-key-')) : undefined;
  const settings: [string, string][] = [['credential.helper', '']];
  if (address.origin !== undefined && password !== undefined) {
    settings.push([`credential.${address.origin}.helper`, HELPER]);
  }
  if (properties.noProxy === true) settings.push(['http.proxy', '']);
  if (folder !== undefined && trustedCaPemPath !== undefined) {
    settings.push(['http.sslCAInfo', await writeTrusted(folder, trustedCaPemPath)]);
  }
  const seconds = String(Math.ceil((properties.readTimeout ?? 60_000) / 1000));
  settings.push(['http.lowSpeedLimit', '1'], ['http.lowSpeedTime', seconds]);
  return {
    variables: {
      ...asVariables(settings),
      ...(password === undefined ? {} : { GITPHONY_GIT_USERNAME: username, GITPHONY_GIT_PASSWORD: password }),
      ...(folder === undefined || privateKey === undefined ? noKey : await keyVariables(folder, properties)),
      GIT_TERMINAL_PROMPT: '0',
      // Nothing that runs a program of the address's choice.
      GIT_ALLOW_PROTOCOL: 'http:https:ssh:git:file',
      // Its messages are read.
      LC_ALL: 'C',
    },
    async remove() {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** git takes one file in place of the machine's: it gets the well-known certificates and those of `path`. */
async function writeTrusted(folder: string, path: string): Promise<string> {
  const own = await readFile(path, 'utf8').catch(async (cause: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw new TaskError('BAD_PROPERTY', `trustedCaPemPath: ${path} cannot be read`, {
      hint: 'Name a file with certificates in PEM form on the machine that runs the flow, by its absolute path.',
      retryable: false,
      cause,
    });
  });
  const file = join(folder, 'trusted.pem');
  await writeFile(file, [...rootCertificates, own].join('\n'));
  return file;
}

/** `-o BatchMode`: nobody is there to answer. A host that is new to this machine is taken, one whose key has changed is not. */
const SSH = 'ssh -o BatchMode=yes -o StrictHostKeyChecking=accept-new';
const noKey = { GIT_SSH_COMMAND: SSH };

async function keyVariables(
  folder: string,
  { privateKey = '', passphrase }: CloneProperties,
): Promise<Record<string, string>> {
  const key = join(folder, 'key');
  // OpenSSH wants the line break at the end that secrets often lose.
  await writeFile(key, `${privateKey.replaceAll('\r\n', '\n').trim()}\n`, { mode: 0o600 });
  const withKey = `-i ${key} -o IdentitiesOnly=yes`;
  if (passphrase === undefined) return { GIT_SSH_COMMAND: `${SSH} ${withKey}` };
  const ask = join(folder, 'ask');
  await writeFile(ask, '#!/bin/sh\nprintf "%s\\n" "$GITPHONY_GIT_PASSPHRASE"\n');
  await chmod(ask, 0o700);
  return {
    // BatchMode would not ask for the passphrase at all.
    GIT_SSH_COMMAND: `ssh -o StrictHostKeyChecking=accept-new -o PasswordAuthentication=no ${withKey}`,
    SSH_ASKPASS: ask,
    SSH_ASKPASS_REQUIRE: 'force',
    DISPLAY: ':0',
    GITPHONY_GIT_PASSPHRASE: passphrase,
  };
}

/** Settings by the environment: `-c` would stand in the list of processes. */
function asVariables(settings: readonly (readonly [string, string])[]): Record<string, string> {
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(settings.length) };
  for (const [index, [key, value]] of settings.entries()) {
    variables[`GIT_CONFIG_KEY_${index}`] = key;
    variables[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return variables;
}
