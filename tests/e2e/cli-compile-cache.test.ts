import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type CliResult, runGitphony } from '../support/cli.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';

/** compile's cache: what it answers is what a compilation without one would answer, whatever changed. */
const flow = (id: string, more = ''): string => `id: ${id}
namespace: demo
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: hi
${more}`;
const caller = `id: caller
namespace: demo
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: demo
    flowId: called
`;
let project: TempProject;
let cache = '';

beforeEach(async () => {
  project = await makeTempProject({
    'action/action.yml': 'name: a stand-in\n',
    'gitphony.yaml': 'timeoutMinutes: 30\n',
    'flows/a.yaml': flow('a'),
    'flows/caller.yaml': caller,
    'subflows/called.yaml': flow('called'),
  });
  const other = await makeTempProject();
  cache = other.dir;
  onTestFinished(async () => {
    await project.remove();
    await other.remove();
  });
  expect(await compile()).toMatchObject({ exitCode: 0 });
  expect(await compile('--check')).toMatchObject({ exitCode: 0 });
});

function compile(...args: readonly string[]): Promise<CliResult> {
  return runGitphony(['compile', ...args], { cwd: project.dir, env: { GITPHONY_CACHE_DIR: cache } });
}

async function withoutCache(): Promise<CliResult> {
  const empty = await makeTempProject();
  onTestFinished(empty.remove);
  return runGitphony(['compile', '--check'], { cwd: project.dir, env: { GITPHONY_CACHE_DIR: empty.dir } });
}

async function entryFile(): Promise<string> {
  const [name = '', ...others] = await readdir(join(cache, 'compile'));
  expect(others).toEqual([]);
  return join(cache, 'compile', name);
}

/** Puts other words into what was kept; `sound`: with the hash that belongs to it. */
async function falsify(sound: boolean): Promise<void> {
  const file = await entryFile();
  const [hash, text = ''] = (await readFile(file, 'utf8')).split('\n');
  const changed = text.replaceAll('flows/a.yaml', 'flows/from-the-cache.yaml');
  expect(changed).not.toBe(text);
  const own = createHash('sha256').update(changed).digest('hex');
  await writeFile(file, `${sound ? own : hash}\n${changed}`);
}

test('an unchanged tree is answered from it', async () => {
  await falsify(true);
  expect((await compile('--check')).stdout).toContain('from-the-cache');
  expect((await compile()).stdout).toContain('from-the-cache');
});

test('a damaged one is ignored', async () => {
  await falsify(false);
  expect((await compile('--check')).stdout).not.toContain('from-the-cache');
  await writeFile(await entryFile(), 'no hash, no text');
  expect(await compile('--check')).toMatchObject({ exitCode: 0 });
});

const changes: Readonly<Record<string, () => Promise<void>>> = {
  'a flow gets a secret': () => project.write({ 'flows/a.yaml': flow('a').replace('hi', '"{{ secret(\'X\') }}"') }),
  'a called flow gets a secret': () =>
    project.write({ 'subflows/called.yaml': flow('called').replace('hi', '"{{ secret(\'X\') }}"') }),
  'a flow gets an error': () => project.write({ 'flows/a.yaml': flow('a', 'nonsense: true\n') }),
  'a flow comes': () => project.write({ 'flows/b.yaml': flow('b') }),
  'a flow goes': () => rm(project.path('flows/a.yaml')),
  'a called flow goes': () => rm(project.path('subflows/called.yaml')),
  'a follower comes': () =>
    project.write({
      'flows/b.yaml': flow(
        'b',
        'triggers:\n  - id: after\n    type: io.kestra.plugin.core.trigger.Flow\n    conditions:\n      - type: io.kestra.plugin.core.condition.ExecutionFlow\n        namespace: demo\n        flowId: a\n',
      ),
    }),
  'a setting changes': () => project.write({ 'gitphony.yaml': 'timeoutMinutes: 20\n' }),
  'the settings go': () => rm(project.path('gitphony.yaml')),
  'the action goes': () => rm(project.path('action'), { recursive: true }),
  'a workflow is edited': () => project.write({ '.github/workflows/demo.a.yml': 'on: push\n' }),
  'a workflow goes': () => rm(project.path('.github/workflows/demo.a.yml')),
};

describe('a change is seen', () => {
  test.each(Object.entries(changes))('%s', async (_, change) => {
    const before = await compile('--check');
    await change();
    const after = await compile('--check');
    expect(after).toEqual(await withoutCache());
    expect(after).not.toEqual(before);
  });
});

test('where it cannot be kept, compile works all the same', async () => {
  cache = project.path('gitphony.yaml');
  expect(await compile('--check')).toMatchObject({ exitCode: 0, stderr: '' });
});
