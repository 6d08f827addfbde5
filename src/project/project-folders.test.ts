import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { expandFlowPath, findFlowFile, findFlowFiles, projectPath } from './flow-files.ts';
import { listNamespaceFiles } from './namespace-files.ts';
import { findProjectRoot, findStateDirectory, locateStateDirectory } from './project-root.ts';
import { loadEnvironment, loadSecrets } from './secrets.ts';

let root = '';
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'gitphony-project-')));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
const flow = (id: string, namespace = 'n'): string => `id: ${id}\nnamespace: ${namespace}\ntasks: []\n`;

test('the root is the nearest ancestor with a marker, else the folder itself', async () => {
  await write({
    'gitphony.yaml': '',
    'apps/etl/flows/deep/a.yaml': '',
    'apps/lib/namespace-files/n/x.py': '',
    'apps/plain/b.yaml': '',
  });
  expect(findProjectRoot(join(root, 'apps/etl/flows/deep/a.yaml'))).toBe(join(root, 'apps/etl'));
  expect(findProjectRoot(join(root, 'apps/lib/namespace-files/n'))).toBe(join(root, 'apps/lib'));
  expect(findProjectRoot(join(root, 'apps/plain/b.yaml'))).toBe(root);
  await rm(join(root, 'gitphony.yaml'));
  expect(findProjectRoot(join(root, 'apps/plain/b.yaml'))).toBe(join(root, 'apps/plain'));
  expect(findProjectRoot(join(root, 'apps/plain/none.yaml'))).toBe(join(root, 'apps/plain'));
});

describe('the state folder', () => {
  test('is .gitphony, with a .gitignore of its own that is left alone', async () => {
    const state = findStateDirectory(root);
    expect(state).toBe(join(root, '.gitphony'));
    expect(await readFile(join(state, '.gitignore'), 'utf8')).toBe('*\n');
    await writeFile(join(state, '.gitignore'), '# mine\n');
    findStateDirectory(root);
    expect(await readFile(join(state, '.gitignore'), 'utf8')).toBe('# mine\n');
  });

  test('is only looked for by who reads', async () => {
    expect(locateStateDirectory(root)).toBe(join(root, '.gitphony'));
    expect(existsSync(join(root, '.gitphony'))).toBe(false);
    vi.stubEnv('XDG_STATE_HOME', join(root, 'state'));
    await write({ 'a/.gitphony': '' });
    const made = findStateDirectory(join(root, 'a'));
    expect(locateStateDirectory(join(root, 'a'))).toBe(made);
  });

  test('lies with the user where the root cannot be written, one folder a root', async () => {
    vi.stubEnv('XDG_STATE_HOME', join(root, 'state'));
    // A file where the folder should be: what root may not write either.
    await write({ 'a/.gitphony': '', 'b/.gitphony': '' });
    const [a, b] = [findStateDirectory(join(root, 'a')), findStateDirectory(join(root, 'b'))];
    expect(dirname(a)).toBe(join(root, 'state/gitphony'));
    expect(a).not.toBe(b);
    await write({ blocked: '' });
    vi.stubEnv('XDG_STATE_HOME', join(root, 'blocked'));
    expect(() => findStateDirectory(join(root, 'a'))).toThrow(
      expect.objectContaining({ code: 'STATE_DIRECTORY', hint: expect.stringContaining('GITPHONY_STATE_DIR') }),
    );
  });
});

describe('flow files', () => {
  test('all below flows/ and subflows/, by any depth and ending', async () => {
    await write({
      'flows/b.yml': '',
      'flows/a/c.yaml': '',
      'subflows/d.yaml': '',
      'other/e.yaml': '',
      'flows/f.txt': '',
    });
    expect((await findFlowFiles(root)).map((file) => projectPath(root, file))).toEqual([
      'flows/a/c.yaml',
      'flows/b.yml',
      'subflows/d.yaml',
    ]);
    expect(await expandFlowPath(join(root, 'other'))).toEqual([join(root, 'other/e.yaml')]);
  });

  test('a name is looked up whole: ids and namespaces hold dots, quotes, marks and comments', async () => {
    await write({
      'flows/a.yaml': flow('b.c', 'a'),
      'flows/b.yaml': `\uFEFFid: "quoted" # why\r\nnamespace: 'a.b'\r\n`,
      'flows/c.yaml': 'namespace: n\nid: after\ntasks:\n  - id: inner\n',
    });
    expect(await findFlowFile('a.b.c', root)).toBe(join(root, 'flows/a.yaml'));
    expect(await findFlowFile('a.b.quoted', root)).toBe(join(root, 'flows/b.yaml'));
    expect(await findFlowFile('n.after', root)).toBe(join(root, 'flows/c.yaml'));
    await expect(findFlowFile('n.inner', root)).rejects.toMatchObject({ code: 'FLOW_NOT_FOUND' });
    await expect(findFlowFile('after', root)).rejects.toMatchObject({ hint: 'did you mean "n.after"?' });
    await write({ 'flows/d.yaml': flow('after') });
    await expect(findFlowFile('n.after', root)).rejects.toMatchObject({ code: 'FLOW_AMBIGUOUS' });
  });
});

describe('namespace files', () => {
  test('the nearer namespace wins; both ways to write a folder', async () => {
    await write({
      'namespace-files/company/lib.py': 'outer',
      'namespace-files/company/only.py': 'outer',
      'namespace-files/company/team/lib.py': 'inner',
      'namespace-files/company.team/sql/q.sql': 'dotted',
      'namespace-files/company/other/x.py': 'x',
    });
    const files = await listNamespaceFiles(root, 'company.team');
    const texts = await Promise.all(
      files.map(async ({ path, absolutePath }) => `${path}=${await readFile(absolutePath, 'utf8')}`),
    );
    expect(texts).toContain('lib.py=inner');
    expect(texts).toContain('only.py=outer');
    expect(texts).toContain('sql/q.sql=dotted');
    expect(await listNamespaceFiles(root, 'none')).toEqual([]);
  });

  test('a link may lead about the folder, but not out of it', async () => {
    await write({ 'namespace-files/n/a.txt': 'a', 'secret.txt': 's', 'namespace-files/n2/b.txt': 'b' });
    await symlink('a.txt', join(root, 'namespace-files/n/link.txt'));
    expect((await listNamespaceFiles(root, 'n')).map(({ path }) => path)).toEqual(['a.txt', 'link.txt']);
    await symlink('../n2/b.txt', join(root, 'namespace-files/n/out.txt'));
    await expect(listNamespaceFiles(root, 'n')).rejects.toMatchObject({ code: 'NAMESPACE_FILE_ESCAPES' });
    await rm(join(root, 'namespace-files/n/out.txt'));
    await symlink('../..', join(root, 'namespace-files/n/up'));
    await expect(listNamespaceFiles(root, 'n')).rejects.toMatchObject({ code: 'NAMESPACE_FILE_ESCAPES' });
  });
});

describe('secrets', () => {
  test('services, raw variables, base64 variables, .env: the first wins; GitHub’s names count', async () => {
    await write({ '.env': 'A=env\nB=env\nC=env\nSECRET_D=ZA==\nENV_PLACE=Rome\nQUOTED="a # b"\n' });
    await chmod(join(root, '.env'), 0o600);
    vi.stubEnv('GITPHONY_SECRET_A', 'raw');
    vi.stubEnv('GITPHONY_SECRET_MY_KEY', 'mapped');
    vi.stubEnv('GITPHONY_SECRET_EMPTY', '');
    vi.stubEnv('SECRET_B', Buffer.from('coded').toString('base64'));
    vi.stubEnv('SECRET_BROKEN', 'no base64!');
    const secrets = loadSecrets(root, { S: 'service' });
    const names = ['S', 'A', 'B', 'C', 'D', 'QUOTED', 'my-key', 'my.key', 'EMPTY', 'ENV_PLACE', 'none'];
    const found = 'service,raw,coded,env,d,a # b,mapped,mapped'.split(',');
    expect(names.slice(0, 8).map((name) => secrets.get(name))).toEqual(found);
    expect(names.slice(8).map((name) => secrets.get(name))).toEqual([undefined, undefined, undefined]);
    expect([...secrets.values()]).toContain('coded');
    expect(() => secrets.get('BROKEN')).toThrow(/base64 in the environment variable SECRET_BROKEN/);
    expect(loadEnvironment(root)).toMatchObject({ place: 'Rome' });
  });
});
