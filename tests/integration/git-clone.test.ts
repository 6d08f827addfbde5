import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clone } from '../../src/plugins/git/clone.ts';
import { gitEnvironment } from '../../src/plugins/git/git-environment.ts';
import { type GitServer, makeRepository, startGitServer } from '../support/git-server.ts';
import { startHttpServer } from '../support/http-server.ts';
import { createScene, runTask, type TaskScene, taskErrorOf } from '../support/run-task.ts';
import { startSshServer } from '../support/ssh-server.ts';

/** The real git, against a real server with a password, and against a real sshd. */
const password = 'tok/en+with %odd ch@rs';
let folder: string;
let server: GitServer;
let commits: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitphony-git-'));
  commits = await makeRepository(folder, 'project.git', [
    { 'a.txt': 'one', 'b.txt': 'b' },
    { 'a.txt': 'two' },
    { 'a.txt': 'three', 'lines.txt': '1\n2\n' },
  ]);
  server = await startGitServer(folder, `reader:${password}`);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const login = { username: 'reader', password };
const url = (): string => server.url('project.git');

async function read(scene: TaskScene, path = 'a.txt'): Promise<string> {
  return readFile(join(scene.workingDirectory, path), 'utf8');
}

async function history(scene: TaskScene): Promise<number> {
  const { stdout } = await execa('git', ['rev-list', '--count', 'HEAD'], { cwd: scene.workingDirectory });
  return Number(stdout);
}

test('the default branch, one commit deep; another run brings it up to date', async () => {
  await using scene = await createScene();
  const { outputs } = await runTask(clone, { url: url(), ...login }, { scene });
  expect(outputs).toEqual({ directory: scene.workingDirectory, commit: commits[2] });
  expect([await read(scene), await history(scene)]).toEqual(['three', 1]);
  await writeFile(join(scene.workingDirectory, 'a.txt'), 'changed meanwhile');
  await runTask(clone, { url: url(), ...login, depth: 2 }, { scene });
  expect([await read(scene), await history(scene)]).toEqual(['three', 2]);
});

test.each([
  ['a branch', { branch: 'other' }, 'one', 1],
  ['a branch by its full name', { branch: 'refs/heads/other' }, 'one', 1],
  ['a tag in place of a branch', { branch: 'tag-2' }, 'two', 1],
  ['a tag, with its history', { tag: 'tag-2' }, 'two', 2],
  ['a commit, by its first digits', { commit: 'SECOND' }, 'two', 2],
])('%s', async (_, wanted, content, depth) => {
  await using scene = await createScene();
  const properties = 'commit' in wanted ? { commit: (commits[1] ?? '').slice(0, 8) } : wanted;
  await runTask(clone, { url: url(), ...login, ...properties }, { scene });
  expect([await read(scene), await history(scene)]).toEqual([content, depth]);
});

test('a folder of its own, settings, and no other branch', async () => {
  await using scene = await createScene();
  const options = {
    directory: 'in/here',
    cloneAllBranches: false,
    noTags: true,
    gitConfig: {
      'core.fileMode': false,
      'core.autocrlf': true,
      'demo.many': ['a', 'b'],
      'core.logAllRefUpdates': null,
    },
  };
  const { outputs } = await runTask(clone, { url: url(), ...login, ...options }, { scene });
  expect(outputs?.directory).toBe(join(scene.workingDirectory, 'in/here'));
  const ask = async (...args: string[]): Promise<string> =>
    (await execa('git', args, { cwd: outputs?.directory ?? '' })).stdout;
  expect(await ask('branch', '--remotes')).toBe('  origin/trunk');
  expect(await ask('tag')).toBe('');
  expect(await ask('config', 'core.fileMode')).toBe('false');
  expect(await ask('config', '--get-all', 'demo.many')).toBe('a\nb');
  await expect(ask('config', 'core.logAllRefUpdates')).rejects.toThrow('exit code 1');
  // Settings come before the files.
  expect(await read(scene, 'in/here/lines.txt')).toBe('1\r\n2\r\n');
  expect(await taskErrorOf(runTask(clone, { url: url(), directory: '../x' }, { scene }))).toMatchObject({
    code: 'PATH_OUTSIDE',
  });
});

test('the password stands in no argument, no file, no log and no error, also where it came in the address', async () => {
  await using scene = await createScene();
  const bin = join(scene.folder, 'bin');
  const seen = join(scene.folder, 'arguments');
  const { stdout: real } = await execa('which', ['git']);
  await mkdir(bin);
  await writeFile(join(bin, 'git'), `#!/bin/sh\nprintf '%s\\n' "$*" >> ${seen}\nexec ${real} "$@"\n`);
  await chmod(join(bin, 'git'), 0o755);
  const path = process.env['PATH'] ?? '';
  process.env['PATH'] = `${bin}${delimiter}${path}`;
  try {
    const address = new URL(url());
    address.username = 'reader';
    address.password = password;
    await runTask(clone, { url: address.href }, { scene });
    expect(await read(scene)).toBe('three');
    const wrong = await taskErrorOf(
      runTask(clone, { url: url(), username: 'reader', password: 'wrong-one' }, { scene }),
    );
    expect(wrong).toMatchObject({ code: 'GIT_DENIED', retryable: false });
    const files = await readdir(join(scene.workingDirectory, '.git'), { recursive: true, withFileTypes: true });
    const kept = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'latin1')),
    );
    const told = [await readFile(seen, 'utf8'), ...kept, wrong.message, JSON.stringify(scene.record.logs)].join('\n');
    expect(told).toContain('fetch');
    for (const secret of [password, encodeURIComponent(password), 'wrong-one']) expect(told).not.toContain(secret);
    expect(scene.record.masks).toContain(password);
  } finally {
    process.env['PATH'] = path;
  }
});

test('a certificate of its own is trusted, besides the well-known ones', async () => {
  await using scene = await createScene();
  const [key, cert] = [join(scene.folder, 'key.pem'), join(scene.folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const form = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  await execa('openssl', ['req', '-x509', ...form, ...subject, '-keyout', key, '-out', cert]);
  await using plain = await startGitServer(folder);
  const door = createServer(
    { key: await readFile(key), cert: await readFile(cert) },
    ({ url: asked = '' }, response) => {
      response.writeHead(302, { location: plain.url(asked.slice(1)) }).end();
    },
  );
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  try {
    const address = `https://127.0.0.1:${(door.address() as AddressInfo).port}/project.git`;
    expect(await taskErrorOf(runTask(clone, { url: address }, { scene }))).toMatchObject({ code: 'GIT_UNTRUSTED' });
    await runTask(clone, { url: address, trustedCaPemPath: cert }, { scene });
    expect(await read(scene)).toBe('three');
    const environment = await gitEnvironment({ url: address, trustedCaPemPath: cert }, { url: address });
    const { variables } = environment;
    const at = Object.keys(variables).find((name) => variables[name] === 'http.sslCAInfo') ?? '';
    const trusted = await readFile(variables[at.replace('KEY', 'VALUE')] ?? '', 'utf8');
    await environment.remove();
    expect(trusted).toContain((await readFile(cert, 'utf8')).trim());
    expect(trusted.split('BEGIN CERTIFICATE').length).toBeGreaterThan(100);
    const missing = runTask(clone, { url: address, trustedCaPemPath: '/not/there.pem' }, { scene });
    expect(await taskErrorOf(missing)).toMatchObject({ code: 'BAD_PROPERTY', retryable: false });
  } finally {
    door.closeAllConnections();
    door.close();
  }
});

test('another host, to which the server sends git on, gets no password', async () => {
  await using scene = await createScene();
  await using elsewhere = await startGitServer(folder);
  await using door = await startHttpServer(({ url: asked }) => ({
    status: 302,
    headers: { location: `${elsewhere.url('')}${asked.pathname.slice(1)}${asked.search}` },
  }));
  await runTask(clone, { url: `${door.url}/project.git`, ...login }, { scene });
  expect(await read(scene)).toBe('three');
  expect(elsewhere.logins.length).toBeGreaterThan(0);
  expect(elsewhere.logins.filter((sent) => sent !== undefined)).toEqual([]);
});

test.each([
  ['no login', {}, 'GIT_DENIED', false],
  ['a branch that is not there', { ...login, branch: 'nobody' }, 'GIT_REF_NOT_FOUND', false],
  ['a tag that is not there', { ...login, tag: 'v9' }, 'GIT_REF_NOT_FOUND', false],
  ['a commit that is not there', { ...login, commit: '0123456789' }, 'GIT_REF_NOT_FOUND', false],
  ['a name for a commit', { ...login, commit: 'trunk' }, 'GIT_REF_NOT_FOUND', false],
])('%s', async (_, properties, code, retryable) => {
  await using scene = await createScene();
  const error = await taskErrorOf(runTask(clone, { url: url(), ...properties }, { scene }));
  expect(error).toMatchObject({ code, retryable, hint: expect.any(String) });
});

test('no repository, no host, and files in the way', async () => {
  await using scene = await createScene();
  const failed = async (properties: { url: string; username?: string; password?: string }): Promise<unknown> =>
    taskErrorOf(runTask(clone, properties, { scene }));
  expect(await failed({ url: server.url('nobody.git'), ...login })).toMatchObject({ code: 'GIT_NOT_FOUND' });
  expect(await failed({ url: 'http://127.0.0.1:1/x.git' })).toMatchObject({ code: 'GIT_UNREACHABLE', retryable: true });
  await rm(join(scene.workingDirectory, '.git'), { recursive: true });
  await writeFile(join(scene.workingDirectory, 'a.txt'), 'mine');
  expect(await failed({ url: url(), ...login })).toMatchObject({ code: 'GIT_IN_THE_WAY' });
  expect(await read(scene)).toBe('mine');
});

test('by SSH, with a key and with a key that has a passphrase; the key is gone afterwards', async () => {
  await using sshd = await startSshServer();
  const address = `ssh://${sshd.username}@127.0.0.1:${sshd.port}${join(folder, 'project.git')}`;
  const host = `[127.0.0.1]:${sshd.port}`;
  try {
    await using scene = await createScene();
    await runTask(clone, { url: address, privateKey: sshd.privateKey.trimEnd() }, { scene });
    expect(await read(scene)).toBe('three');
    const locked = join(scene.folder, 'locked');
    await writeFile(locked, sshd.privateKey, { mode: 0o600 });
    await execa('ssh-keygen', ['-q', '-p', '-f', locked, '-P', '', '-N', 'open sesame']);
    const withPassphrase = { url: address, privateKey: await readFile(locked, 'utf8'), directory: 'other' };
    await runTask(clone, { ...withPassphrase, passphrase: 'open sesame' }, { scene });
    expect(await read(scene, 'other/a.txt')).toBe('three');
    const stranger = join(scene.folder, 'stranger');
    await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', stranger]);
    const refused = { url: address, privateKey: await readFile(stranger, 'utf8'), directory: 'third' };
    expect(await taskErrorOf(runTask(clone, refused, { scene }))).toMatchObject({ code: 'GIT_DENIED' });
    const left = (await readdir(tmpdir())).filter((name) => name.startsWith('gitphony-key-'));
    expect(left).toEqual([]);
  } finally {
    await execa('ssh-keygen', ['-R', host], { reject: false });
  }
});
