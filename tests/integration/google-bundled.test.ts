import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { runGitphony } from '../support/cli.ts';
import { type GoogleEmulators, startGoogleEmulators } from '../../tools/emulators/google.ts';
import { tempProject } from '../support/temp-project.ts';

/** Google's clients as the bundle has them: what loads and runs from source may not in there. */
let google: GoogleEmulators;
beforeAll(async () => {
  google = await startGoogleEmulators();
});
afterAll(() => google.stop());

const flow = `id: round
namespace: x
tasks:
  - id: file
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    commands:
      - seq 1 1000000 | sed 's/.*/{"n":&}/' > rows.jsonl
    outputFiles: [rows.jsonl]
  - {id: bucket, type: io.kestra.plugin.gcp.gcs.CreateBucket, name: lake}
  - {id: up, type: io.kestra.plugin.gcp.gcs.Upload, from: "{{ outputs.file.outputFiles['rows.jsonl'] }}", to: gs://lake/rows.jsonl}
  - {id: down, type: io.kestra.plugin.gcp.gcs.Download, from: "{{ outputs.up.uri }}", validateChecksum: true}
  - {id: dataset, type: io.kestra.plugin.gcp.bigquery.CreateDataset, name: d}
  - id: load
    type: io.kestra.plugin.gcp.bigquery.Load
    from: "{{ outputs.down.uri }}"
    destinationTable: p.d.t
    format: JSON
    autodetect: true
  - {id: ask, type: io.kestra.plugin.gcp.bigquery.Query, sql: "SELECT n FROM d.t WHERE n <= 3 ORDER BY n", fetchType: STORE}
  - {id: write, type: io.kestra.plugin.gcp.bigquery.StorageWrite, from: "{{ outputs.ask.uri }}", destinationTable: p.d.t}
  - {id: count, type: io.kestra.plugin.gcp.bigquery.Query, sql: "SELECT COUNT(*) AS n FROM d.t", fetchType: FETCH_ONE}
outputs:
  - {id: rows, type: INT, value: "{{ outputs.count.row.n }}"}
pluginDefaults:
  - {type: io.kestra.plugin.gcp, values: {projectId: p}}
`;

test('a file of 13 MB goes up in pieces, down, into a table, and rows of it are streamed', {
  timeout: 120_000,
}, async () => {
  const project = await tempProject({ 'flows/round.yaml': flow, 'gitphony.yaml': '' });
  const ended = await runGitphony(['run', 'flows/round.yaml', '--json'], {
    cwd: project.dir,
    env: google.env,
    timeout: 110_000,
  });
  expect(ended.exitCode, ended.stderr).toBe(0);
  expect((JSON.parse(ended.stdout) as Execution).outputs).toEqual({ rows: 1_000_003 });
  expect(ended.stderr).not.toContain('begins anew');
});
