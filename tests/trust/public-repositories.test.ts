import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ActionRun, buildTestAction, type BuiltAction, runAction } from '../support/action.ts';
import { artifactFiles } from '../support/artifact-files.ts';
import { runGitphony } from '../support/cli.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { tempProject } from '../support/temp-project.ts';

let action: BuiltAction;
let results: ResultsService;
beforeAll(async () => {
  [action, results] = await Promise.all([buildTestAction(), startResultsService()]);
});
afterAll(async () => {
  await Promise.all([action.remove(), results.close()]);
});

const flow = `id: flow
namespace: demo
inputs: [{id: name, type: STRING}]
tasks:
  - {id: give, type: io.kestra.plugin.core.debug.Return, format: "{{ inputs.name }}"}
  - {id: store, type: io.kestra.plugin.core.storage.Write, content: "{{ inputs.name }}"}
`;
const planted = 'planted-value';
let runs = 8300;

async function run(config: string, isPublic: boolean): Promise<{ ended: ActionRun; files: string; names: string[] }> {
  runs += 1;
  const runId = String(runs);
  const ended = await runAction({
    dist: action.dist,
    files: { 'flows/flow.yaml': flow, 'gitphony.yaml': config },
    payload: { inputs: { name: planted }, repository: { private: !isPublic } },
    env: { ...results.jobEnv({ runId }), GITHUB_RUN_ID: runId, GITPHONY_HISTORY_KEY: 'correct horse battery' },
  });
  expect(ended.exitCode, ended.stdout).toBe(0);
  const all = await Promise.all(results.store.list(runId).map(artifactFiles));
  return { ended, files: JSON.stringify(all), names: all.flatMap((each) => Object.keys(each)) };
}

test('a public repository keeps metadata unless it says otherwise', async () => {
  const silent = await run('', true);
  expect(silent.files).toContain('taskrun.created');
  expect(silent.files).not.toContain(planted);
  expect(silent.ended.summary).not.toContain(planted);
  expect((await run('history: full', true)).files).toContain(planted);
  expect((await run('', false)).files).toContain(planted);
});

test('history can be full, metadata, encrypted or none', async () => {
  expect((await run('history: full', false)).files).toContain(planted);
  expect((await run('history: metadata', false)).files).not.toContain(planted);
  const encrypted = await run('history: encrypted', true);
  expect(encrypted.names).toEqual(['record.json', 'record.sealed']);
  expect(encrypted.files).not.toMatch(/planted-value|taskrun\.created|storage\//);
  expect(encrypted.ended.summary).not.toContain(planted);
  expect((await run('history: none', false)).names).toEqual([]);
});

test('compile says what a resume loses', async () => {
  const compile = async (config: string, more = ''): Promise<string> => {
    const project = await tempProject({
      'action/action.yml': 'name: a stand-in, for compile to see\n',
      'gitphony.yaml': config,
      'flows/flow.yaml': flow + more,
    });
    return (await runGitphony(['compile'], { cwd: project.dir })).stderr;
  };
  const pause = '  - {id: ask, type: io.kestra.plugin.core.flow.Pause}\n';
  expect(await compile('history: metadata')).toMatch(
    /history: metadata keeps .*no run on GitHub can go on.*starts over/s,
  );
  expect(await compile('history: none')).toMatch(/history: none keeps nothing/);
  expect(await compile('history: none', pause)).toMatch(
    /error.*pause-needs-history|task "ask".*keeps none to go on from/s,
  );
  expect(await compile('', pause)).toMatch(/task "ask": in a public repository records keep no values/);
  expect(await compile('history: encrypted', pause)).toBe('');
});
