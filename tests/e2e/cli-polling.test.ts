import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runGitphony, startGitphony } from '../support/cli.ts';
import { type GoogleEmulators, startGcsEmulator } from '../../tools/emulators/google.ts';
import { type Answer, startHttpServer } from '../support/http-server.ts';
import { tempProject } from '../support/temp-project.ts';

const price = (uri: string, more = ''): string => `id: price
namespace: demo
inputs: [{id: price, type: INT}]
tasks: [{id: tell, type: io.kestra.plugin.core.debug.Return, format: "{{ trigger.code }} {{ inputs.price + 1 }}"}]
triggers:
  - id: shop
    type: io.kestra.plugin.core.http.Trigger
    interval: PT1S
    uri: ${uri}
    responseCondition: "{{ response.statusCode == 200 and fromJson(response.body).price < 10 }}"
    inputs: {price: "{{ fromJson(trigger.body).price }}"}${more}
`;

const lake = `id: lake
namespace: demo
tasks: [{id: tell, type: io.kestra.plugin.core.debug.Return, format: "{{ trigger.blobs[0].name }}: {{ read(trigger.blobs[0].uri) }}"}]
triggers:
  - id: incoming
    type: io.kestra.plugin.gcp.gcs.Trigger
    projectId: test-project
    from: gs://lake/in/
`;

let google: Pick<GoogleEmulators, 'gcs' | 'stop'>;
beforeAll(async () => {
  google = await startGcsEmulator();
  const headers = { 'content-type': 'application/json' };
  await fetch(`${google.gcs}/storage/v1/b?project=test-project`, { method: 'POST', headers, body: '{"name": "lake"}' });
});
afterAll(() => google.stop());

async function upload(name: string, content: string): Promise<void> {
  const url = `${google.gcs}/upload/storage/v1/b/lake/o?uploadType=media&name=${encodeURIComponent(name)}`;
  expect((await fetch(url, { method: 'POST', body: content })).status).toBe(200);
}

describe('control plane 2: triggers — polling here', () => {
  test('run --trigger polls once: nothing, something, a server that is down', async () => {
    let answer: Answer = { status: 404 };
    await using web = await startHttpServer(() => answer);
    const { dir } = await tempProject({ 'flows/price.yaml': price(web.url) });
    const run = () => runGitphony(['run', 'flows/price.yaml', '--trigger', 'shop', '--json'], { cwd: dir });
    expect(await run()).toMatchObject({ exitCode: 0, stdout: 'null\n', stderr: 'nothing to do: shop finds nothing\n' });
    answer = { status: 200, body: '{"price": 7}' };
    const found = await run();
    expect(found.exitCode, found.stderr).toBe(0);
    expect(JSON.parse(found.stdout)).toMatchObject({
      trigger: { id: 'shop', variables: { code: 200, body: '{"price": 7}' } },
      taskRunList: [{ outputs: { value: '200 8' } }],
    });
    answer = 'drop';
    const down = await run();
    expect(down.exitCode).toBe(1);
    expect(down.stderr).toMatch(/flows\/price\.yaml:6:5: trigger "shop": GET .* failed: .*\[POLL_FAILED\]/);
  });

  test('triggers poll remembers what it saw, and fetches files for the execution', async () => {
    const { dir, path } = await tempProject({ 'flows/lake.yaml': lake });
    const env = { GITPHONY_GCS_ENDPOINT: google.gcs };
    const poll = () => runGitphony(['triggers', 'poll'], { cwd: dir, env });
    expect((await poll()).stdout).toBe('demo.lake incoming: nothing to do: incoming finds nothing\n');
    await upload('in/a.csv', 'rows');
    const found = await poll();
    expect(found.exitCode, found.stderr).toBe(0);
    const [, id = ''] = /^demo\.lake incoming: SUCCESS (\w+)\n$/.exec(found.stdout) ?? [];
    const shown = await runGitphony(['executions', 'show', id, '--json'], { cwd: dir });
    expect(JSON.parse(shown.stdout)).toMatchObject({ taskRunList: [{ outputs: { value: 'in/a.csv: rows' } }] });
    expect(await readFile(path('.gitphony/polls/demo/lake.incoming.json'), 'utf8')).toContain('gs://lake/in/a.csv');
    expect((await poll()).stdout).toContain('incoming finds nothing');
    await upload('in/a.csv', 'newer rows');
    expect((await poll()).stdout).toContain('SUCCESS');
  });

  test('triggers poll --watch goes on at each interval; one that is down keeps no other; Ctrl-C ends it', async () => {
    let price1 = 50;
    await using web = await startHttpServer(() => ({ status: 200, body: { price: price1 } }));
    const { dir } = await tempProject({
      'flows/price.yaml': price(web.url, '\n    stopAfter: [SUCCESS]'),
      'flows/down.yaml': price('http://127.0.0.1:9').replace('id: price', 'id: down'),
    });
    const watching = startGitphony(['triggers', 'poll', '--watch'], { cwd: dir });
    await watching.output(/demo\.down shop: failed/);
    await watching.output(/demo\.price shop: nothing to do/);
    price1 = 5;
    await watching.output(/demo\.price shop: SUCCESS \w+\n[^]*demo\.price shop: watched no more \(stopAfter\)/);
    watching.signal('SIGINT');
    expect((await watching.ended).exitCode).toBe(0);
  });

  test('what cannot be polled is said', async () => {
    const { dir } = await tempProject({
      'flows/price.yaml': price('http://127.0.0.1:9', '\n    disabled: true'),
    });
    const off = await runGitphony(['run', 'flows/price.yaml', '--trigger', 'shop'], { cwd: dir });
    expect(off).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('the trigger "shop" of demo.price is disabled'),
    });
    const misspelt = await runGitphony(['run', 'flows/price.yaml', '--trigger', 'shp'], { cwd: dir });
    expect(misspelt.stderr).toMatch(/expected one of the triggers shop, got "shp" .*\n.*did you mean "shop"/);
    const none = await runGitphony(['triggers', 'poll'], { cwd: dir });
    expect(none).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('expected a flow with a trigger that polls'),
    });
  });
});
