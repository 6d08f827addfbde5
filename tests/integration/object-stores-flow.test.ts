import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { type GoogleEmulators, startGcsEmulator } from '../../tools/emulators/google.ts';
import { runTasks, statesOf } from '../support/run-flow.ts';
import { type S3Server, s3Keys, startS3Server } from '../support/s3-server.ts';
import { tempProject } from '../support/temp-project.ts';

/** Whole flows as people write them for Kestra: defaults by the family's prefix, listings that loops go over, files from one cloud into the other. */
let google: Pick<GoogleEmulators, 'gcs' | 'stop'>;
let amazon: S3Server;
beforeAll(async () => {
  [google, amazon] = await Promise.all([startGcsEmulator(), startS3Server()]);
  process.env['GITPHONY_GCS_ENDPOINT'] = google.gcs;
});
afterAll(async () => {
  delete process.env['GITPHONY_GCS_ENDPOINT'];
  await Promise.all([google.stop(), amazon.close()]);
});

const defaults = (): string => `pluginDefaults:
  - type: io.kestra.plugin.gcp
    values:
      projectId: test-project
  - type: io.kestra.plugin.aws
    values:
      accessKeyId: ${s3Keys.accessKeyId}
      secretKeyId: ${s3Keys.secretKeyId}
      region: ${s3Keys.region}
      endpointOverride: ${amazon.url}
`;

function outputsOf({ taskRunList }: Execution, taskId: string): unknown {
  return taskRunList.find((run) => run.taskId === taskId)?.outputs;
}

test('a file is uploaded where a listing by its whole address finds none', async () => {
  const project = await tempProject({ 'gitphony.yaml': '' });
  const tasks = `
- id: lake
  type: io.kestra.plugin.gcp.gcs.CreateBucket
  name: "{{ vars.bucket }}"
  ifExists: SKIP
  lifecycleRules:
    - condition: {age: "{{ vars.days }}"}
      action: {type: DELETE}
- id: there
  type: io.kestra.plugin.gcp.gcs.List
  filter: FILES
  from: "{{ render(vars.file) }}"
  regExp: "{{ render(vars.file) }}"
- id: rows
  type: io.kestra.plugin.core.storage.Write
  content: "id,name"
  extension: .csv
  runIf: "{{ outputs.there.blobs | length == 0 }}"
- id: send
  type: io.kestra.plugin.gcp.gcs.Upload
  from: "{{ outputs.rows.uri }}"
  to: "{{ render(vars.file) }}"
  runIf: "{{ outputs.there.blobs | length == 0 }}"`;
  const more = `variables: {bucket: lake-a, days: 30, file: "gs://{{ vars.bucket }}/raw/trips_2019-01.csv"}\n${defaults()}`;
  const first = await runTasks(project, tasks, { more });
  expect(statesOf(first.execution)).toEqual(['lake=SUCCESS', 'there=SUCCESS', 'rows=SUCCESS', 'send=SUCCESS']);
  const second = await runTasks(project, tasks, { more });
  expect(statesOf(second.execution)).toEqual(['lake=SUCCESS', 'there=SUCCESS', 'rows=SKIPPED', 'send=SKIPPED']);
});

test('files go from one cloud to the other under their names, and loops go over what listings found', async () => {
  const project = await tempProject({ 'gitphony.yaml': '' });
  const tasks = `
- id: lake
  type: io.kestra.plugin.gcp.gcs.CreateBucket
  name: lake-b
- id: archive
  type: io.kestra.plugin.aws.s3.CreateBucket
  bucket: archive
- id: write
  type: io.kestra.plugin.core.flow.ForEach
  values: [one, two, three]
  tasks:
    - id: text
      type: io.kestra.plugin.core.storage.Write
      content: "{{ taskrun.value }}"
    - id: send
      type: io.kestra.plugin.gcp.gcs.Upload
      from: "{{ outputs.text[taskrun.value].uri }}"
      to: "gs://lake-b/in/{{ taskrun.value }}.txt"
      contentType: text/plain
- id: take
  type: io.kestra.plugin.gcp.gcs.Downloads
  from: gs://lake-b/in/
  regExp: '.*/(?i)(ONE|two)\\.txt'
  action: MOVE
  moveDirectory: gs://lake-b/done
- id: over
  type: io.kestra.plugin.aws.s3.Upload
  from: "{{ outputs.take.outputFiles }}"
  bucket: archive
  key: from-the-lake
- id: found
  type: io.kestra.plugin.aws.s3.List
  bucket: archive
  regexp: .*\\.txt
- id: each
  type: io.kestra.plugin.core.flow.ForEach
  values: "{{ outputs.found.objects }}"
  tasks:
    - id: move
      type: io.kestra.plugin.aws.s3.Copy
      from:
        bucket: archive
        key: "{{ fromJson(taskrun.value).key }}"
      to:
        key: "{{ fromJson(taskrun.value).key | replace({'from-the-lake/in/': 'by-size/' ~ fromJson(taskrun.value).size ~ '/'}) }}"
      delete: true
- id: left
  type: io.kestra.plugin.aws.s3.List
  bucket: archive
- id: lists
  type: io.kestra.plugin.core.debug.Return
  format: "{{ outputs.left.objects | jq('.[].key') }} {{ outputs.over.files | keys }}"
- id: remain
  type: io.kestra.plugin.gcp.gcs.List
  from: gs://lake-b/
  listingType: RECURSIVE
- id: gone
  type: io.kestra.plugin.gcp.gcs.DeleteList
  from: gs://lake-b/
  listingType: RECURSIVE
  concurrent: 4`;
  const { execution } = await runTasks(project, tasks, { more: defaults() });
  expect(execution.state.current).toBe('SUCCESS');
  expect(outputsOf(execution, 'lists')).toEqual({
    value: '["by-size/3/one.txt","by-size/3/two.txt"] ["in/one.txt","in/two.txt"]',
  });
  expect(outputsOf(execution, 'remain')).toMatchObject({
    blobs: [{ name: 'done/one.txt' }, { name: 'done/two.txt' }, { name: 'in/three.txt', contentType: 'text/plain' }],
  });
  expect(outputsOf(execution, 'gone')).toEqual({ count: 3, size: 11 });
});
