import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type CliResult, runGitphony } from '../support/cli.ts';
import { tempProject } from '../support/temp-project.ts';

async function store(): Promise<(...args: string[]) => Promise<CliResult>> {
  const { dir } = await tempProject({ 'flows/.keep': '' });
  return (...args) => runGitphony(['kv', ...args, '-n', 'demo.team'], { cwd: dir });
}

test('set, get, list, delete; a missing key: exit 2 and the nearest', async () => {
  const kv = await store();
  expect(await kv('set', 'GCP_LOCATION', 'europe-west2')).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  expect(await kv('get', 'GCP_LOCATION')).toMatchObject({ exitCode: 0, stdout: 'europe-west2\n' });
  expect((await kv('list')).stdout).toMatch(/^KEY +TYPE +VALUE +EXPIRES\nGCP_LOCATION +STRING +europe-west2\n$/);
  const near = await kv('get', 'GCP_LOCATOIN');
  expect(near).toMatchObject({ exitCode: 2, stdout: '' });
  expect(near.stderr).toContain('did you mean "GCP_LOCATION"?');
  expect(await kv('delete', 'GCP_LOCATION')).toMatchObject({ exitCode: 0 });
  expect(await kv('delete', 'GCP_LOCATION')).toMatchObject({ exitCode: 2 });
  expect((await kv('list')).stdout).toBe('no keys in demo.team\n');
});

describe('types', () => {
  const good: readonly (readonly [string, string, unknown])[] = [
    ['NUMBER', '12', 12],
    ['NUMBER', '4.50', 4.5],
    ['BOOLEAN', 'true', true],
    ['JSON', '{"a":[1,null]}', { a: [1, null] }],
    ['DATE', '2024-02-29', '2024-02-29'],
    ['DATETIME', '2024-02-29T10:00:00Z', '2024-02-29T10:00:00Z'],
    ['DURATION', 'PT1H30M', 'PT1H30M'],
    ['STRING', '12', '12'],
  ];
  test('each is kept as such', async () => {
    const kv = await store();
    for (const [type, text, value] of good) {
      expect(await kv('set', 'k', text, '--type', type)).toMatchObject({ exitCode: 0, stderr: '' });
      const { stdout } = await kv('get', 'k', '--json');
      expect(JSON.parse(stdout)).toEqual({ key: 'k', type, value });
    }
    expect((await kv('get', 'k')).stdout).toBe('12\n');
  });

  test('what does not fit is refused with exit 2, and the old value stays', async () => {
    const kv = await store();
    await kv('set', 'k', 'old');
    const bad = [
      ['NUMBER', 'twelve'],
      ['NUMBER', '{}'],
      ['NUMBER', '"1"'],
      ['BOOLEAN', 'yes'],
      ['JSON', '{'],
      ['DATE', '2024-02-30'],
      ['DATETIME', 'noon'],
      ['DURATION', 'P1W'],
      ['TEXT', 'x'],
    ];
    for (const [type = '', text = ''] of bad) {
      const ended = await kv('set', 'k', text, '--type', type);
      expect(ended, `${type} ${text}`).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr).not.toMatch(/defect|\n {4}at /);
    }
    expect((await kv('get', 'k')).stdout).toBe('old\n');
  });
});

test('a key with a TTL is gone after it', async () => {
  const kv = await store();
  await kv('set', 'short', 'x', '--ttl', 'PT2S');
  await kv('set', 'long', 'y', '--ttl', 'P7D');
  const entry = JSON.parse((await kv('get', 'long', '--json')).stdout) as { expiresAt: string };
  expect((Date.parse(entry.expiresAt) - Date.now()) / 86_400_000).toBeCloseTo(7, 2);
  await sleep(2000);
  expect(await kv('get', 'short')).toMatchObject({ exitCode: 2 });
  expect((await kv('list')).stdout).not.toContain('short');
  for (const ttl of ['P1W', '0', 'PT0S', '-PT1S', 'P900000000D']) {
    const ended = await kv('set', 'k', 'v', `--ttl=${ttl}`);
    expect(ended, ttl).toMatchObject({ exitCode: 2 });
    expect(ended.stderr).toContain('expected --ttl');
  }
});

test('list without a namespace shows all of them; reading makes no folder', async () => {
  const { dir, path } = await tempProject();
  const kv = (...args: string[]) => runGitphony(['kv', ...args], { cwd: dir });
  expect(await kv('list')).toMatchObject({ exitCode: 0, stdout: 'no keys in any namespace\n' });
  expect(await kv('get', 'k', '-n', 'a.b')).toMatchObject({ exitCode: 2 });
  expect(await runGitphony(['render', '{{ 7 / 2 }}'], { cwd: dir })).toMatchObject({ exitCode: 0, stdout: '3\n' });
  expect(await runGitphony(['executions', 'list'], { cwd: dir })).toMatchObject({ exitCode: 0 });
  expect(existsSync(path('.gitphony'))).toBe(false);
  await kv('set', 'k', 'v', '-n', 'a.b');
  await kv('set', 'k', 'w', '-n', 'c');
  expect((await kv('list')).stdout).toMatch(
    /^NAMESPACE +KEY +TYPE +VALUE +EXPIRES\na\.b +k +STRING +v\nc +k +STRING +w\n$/,
  );
  expect(JSON.parse((await kv('list', '--json')).stdout)).toMatchObject([
    { namespace: 'a.b', key: 'k' },
    { namespace: 'c' },
  ]);
});

test('list takes the namespace alone or behind -n, and only one; a key of a parent namespace is pointed at', async () => {
  const { dir } = await tempProject({ 'flows/.keep': '' });
  const kv = (...args: string[]) => runGitphony(['kv', ...args], { cwd: dir });
  await kv('set', 'k', 'v', '-n', 'a.b');
  await kv('set', 'other', 'w', '-n', 'c');
  const alone = await kv('list', 'a.b');
  expect(alone.stdout).toMatch(/^KEY +TYPE +VALUE +EXPIRES\nk +STRING +v\n$/);
  expect(await kv('list', '-n', 'a.b')).toMatchObject({ exitCode: 0, stdout: alone.stdout });
  expect(await kv('list', 'a.b', '-n', 'a.b')).toMatchObject({ exitCode: 0, stdout: alone.stdout });
  const both = await kv('list', 'a.b', '-n', 'c');
  expect(both).toMatchObject({ exitCode: 2, stdout: '' });
  expect(both.stderr).toContain('expected one namespace, got "a.b" and --namespace "c"');
  const below = await kv('get', 'k', '-n', 'a.b.c');
  expect(below).toMatchObject({ exitCode: 2, stdout: '' });
  expect(below.stderr).toContain('a.b has it, and flows of a.b.c read it from there: -n a.b');
});
