import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cloudsOf } from '../contract/clouds-of.ts';
import { defaultConfig, loadConfig, parseConfig, pluginDefaultsOf } from './config.ts';

describe('what is wrong, with line and column', () => {
  const rows: (readonly [string, string, { line: number; column: number }, RegExp])[] = [
    ['an unknown key', 'strict: true\nservces: {}\n', { line: 2, column: 1 }, /"servces", did you mean "services"\?/],
    [
      'a value outside the list',
      'history: all\n',
      { line: 1, column: 10 },
      /one of auto, full, metadata, encrypted, none/,
    ],
    [
      'a nested place',
      'namespaces:\n  a.b:\n    enviroment: x\n',
      { line: 3, column: 5 },
      /"namespaces\.a\.b" .*"enviroment"/,
    ],
    ['a list entry', 'pluginDefaults:\n  - type: x\n', { line: 2, column: 5 }, /"pluginDefaults\.0" .*values/],
    ['a number out of range', 'timeoutMinutes: 5\n', { line: 1, column: 17 }, />= 15/],
    ['no map', '- a\n', { line: 1, column: 1 }, /must be object/],
    ['broken YAML', 'strict: [\n', { line: 2, column: 1 }, /./],
    ['a key twice', 'strict: true\nstrict: false\n', { line: 2, column: 1 }, /unique/],
    [
      'an action without a pin',
      'action: gitphony/gitphony/action@v1\n',
      { line: 1, column: 9 },
      /such as \.\/action, or .*, got "gitphony/,
    ],
    [
      'a mistyped service',
      'services: {postgres: embeded}\n',
      { line: 1, column: 22 },
      /one of embedded, got "embeded", did you mean "embedded"\?/,
    ],
    [
      'a mistyped part of a service',
      'services: {postgres: {githb: none}}\n',
      { line: 1, column: 23 },
      /"githb", did you mean "github"\?/,
    ],
    ['a runner that is none', 'runsOn: 5\n', { line: 1, column: 9 }, /^"runsOn" must be string, got 5$/],
    ['an empty list of labels', 'runsOn: []\n', { line: 1, column: 9 }, /^"runsOn" .*fewer than 1/],
    [
      'an expression for a label',
      'workerGroups: {gpu: "${{ inputs.where }}"}\n',
      { line: 1, column: 21 },
      /^"workerGroups\.gpu" must match pattern/,
    ],
    [
      'a group of runners without its name',
      'workerGroups: {gpu: {label: x}}\n',
      { line: 1, column: 21 },
      /^"workerGroups\.gpu" needs the property "group"/,
    ],
    [
      'a service that is neither',
      'services: {postgres: 5}\n',
      { line: 1, column: 22 },
      /^"services\.postgres" expects one of embedded, got 5$/,
    ],
  ];
  rows.push(
    [
      'a provider that is no full name',
      'cloud:\n  gcp: {workloadIdentityProvider: pools/github}\n',
      { line: 2, column: 35 },
      /"cloud\.gcp\.workloadIdentityProvider" expects projects\/<number>\/locations\/global\/\S+, got "pools\/github"$/,
    ],
    [
      'a role that is no ARN, in a namespace',
      'namespaces:\n  a:\n    cloud: {aws: {role: flows}}\n',
      { line: 3, column: 25 },
      /"namespaces\.a\.cloud\.aws\.role" expects arn:aws:iam::<account>:role\/<name>, got "flows"$/,
    ],
    [
      'a login without its provider',
      'cloud: {gcp: {}}\n',
      { line: 1, column: 14 },
      /"cloud\.gcp" needs the property "workloadId/,
    ],
  );
  for (const [title, text, position, message] of rows) {
    test(`line and column of ${title}`, async () => {
      await expect(parseConfig(text, 'gitphony.yaml')).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(message),
        where: { file: 'gitphony.yaml', position },
      });
    });
  }

  test('every fault at once, the others behind their places', async () => {
    const text = 'strict: maybe\nhistory: all\nrunsOn: ""\n';
    await expect(parseConfig(text, 'g.yaml')).rejects.toThrow(/boolean[^]*g\.yaml:2:10: [^]*g\.yaml:3:9: /);
  });

  test('an alias bomb is refused', async () => {
    const names = 'abcdefghijklmnop'.split('');
    const lines = names
      .slice(1)
      .map((name, index) => `${name}: &${name} [*${names[index] ?? ''}, *${names[index] ?? ''}]`);
    const bomb = ['a: &a [x, x]', ...lines].join('\n');
    await expect(parseConfig(bomb, 'g.yaml')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

test('an empty file, or none, is all defaults', async () => {
  expect(await parseConfig('', 'g')).toEqual(defaultConfig);
  expect(await parseConfig('# nothing yet\n', 'g')).toEqual(defaultConfig);
  const root = await mkdtemp(join(tmpdir(), 'gitphony-config-'));
  onTestFinished(() => rm(root, { recursive: true }));
  expect(await loadConfig(root)).toEqual(defaultConfig);
  await writeFile(join(root, 'gitphony.yaml'), 'strict: true\n');
  expect(await loadConfig(root)).toMatchObject({ strict: true, history: 'auto' });
});

test('runners by a label, by labels and by a group', async () => {
  const config = await parseConfig(
    `runsOn: [self-hosted, linux]
workerGroups:
  small: ubuntu-slim
  large: {group: ours}
  gpu: {group: ours, labels: [gpu, cuda]}
`,
    'g',
  );
  expect(config).toMatchObject({
    runsOn: ['self-hosted', 'linux'],
    workerGroups: { small: 'ubuntu-slim', large: { group: 'ours' }, gpu: { group: 'ours', labels: ['gpu', 'cuda'] } },
  });
});

test('the pinned action keeps its version', async () => {
  const sha = 'a'.repeat(40);
  const { action } = await parseConfig(`action: "me/gitphony/action@${sha} # v1.2.3"\n`, 'g');
  expect(action).toEqual({ uses: `me/gitphony/action@${sha}`, version: 'v1.2.3' });
});

test('plugin defaults of a namespace: project, then parents, then its own', async () => {
  const config = await parseConfig(
    `pluginDefaults: [{type: p, values: {at: project}}]
namespaces:
  a.b: {pluginDefaults: [{type: p, forced: true, values: {at: inner}}]}
  a: {pluginDefaults: [{type: p, values: {at: outer}}]}
  ab: {pluginDefaults: [{type: p, values: {at: other}}]}
`,
    'g',
  );
  const at = (namespace: string): unknown[] => pluginDefaultsOf(config, namespace).map(({ values }) => values['at']);
  expect(at('a.b.c')).toEqual(['project', 'outer', 'inner']);
  expect(at('a')).toEqual(['project', 'outer']);
  expect(at('abc')).toEqual(['project']);
  expect(at('constructor')).toEqual(['project']);
  expect(pluginDefaultsOf(config, 'a.b').map(({ forced }) => forced)).toEqual([false, false, true]);
});

test.each([
  ['embedded', { local: 'embedded', github: 'scratch' }],
  ['{github: none}', { local: 'embedded', github: 'none' }],
  ['{local: none, github: scratch}', { local: 'none', github: 'scratch' }],
])('services: {postgres: %s} says where rows go, here and on GitHub', async (written, postgres) => {
  expect(await parseConfig(`services: {postgres: ${written}}\n`, 'g.yaml')).toMatchObject({ services: { postgres } });
});

test('the hint names the settings: no repository of a user has our docs', async () => {
  await expect(parseConfig('strct: true\n', 'g.yaml')).rejects.toMatchObject({
    hint: expect.stringMatching(/^the settings are action, services, runsOn, .*strict/),
  });
});

test('logins without keys: each cloud of the nearest namespace that says one, else the project’s', async () => {
  const provider = 'projects/1/locations/global/workloadIdentityPools/p/providers';
  const config = await parseConfig(
    `cloud:
  gcp: {workloadIdentityProvider: ${provider}/all}
  aws: {role: 'arn:aws:iam::123456789012:role/all'}
namespaces:
  a: {cloud: {gcp: {workloadIdentityProvider: ${provider}/outer}}}
  a.b: {cloud: {gcp: {workloadIdentityProvider: ${provider}/inner}}}
`,
    'g',
  );
  const at = (namespace: string): unknown =>
    cloudsOf(config, namespace).gcp?.workloadIdentityProvider.split('/').at(-1);
  expect([at('a.b.c'), at('a.x'), at('ab'), at('constructor')]).toEqual(['inner', 'outer', 'all', 'all']);
  expect(cloudsOf(config, 'a.b').aws?.role).toContain('role/all');
  expect(cloudsOf(defaultConfig, 'a')).toEqual({});
});
