import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { startGoogleStandIn } from '../support/google-stand-in.ts';
import { type LocalServer, startHttpServer } from '../support/http-server.ts';
import { tempProject } from '../support/temp-project.ts';

/** BigQuery as its reference says that dry runs are answered; the command line and Google's client are the real ones. */
let server: LocalServer;
const asked: { readonly query: string; readonly dryRun: boolean }[] = [];
let refused: number | undefined;

beforeAll(async () => {
  server = await startHttpServer(({ body }) => {
    const { configuration } = JSON.parse(body.toString('utf8')) as {
      configuration: { dryRun: boolean; query: { query: string } };
    };
    const { query } = configuration.query;
    asked.push({ query, dryRun: configuration.dryRun });
    if (refused !== undefined) return fault(refused, 'accessDenied', 'Access Denied: Project p');
    const lines = query.split('\n');
    const line = lines.findIndex((text) => text.includes('nope'));
    if (line >= 0) {
      const column = (lines[line] ?? '').indexOf('nope') + 1;
      return fault(400, 'invalidQuery', `Unrecognized name: nope at [${line + 1}:${column}]`);
    }
    if (query.includes('later')) return fault(404, 'notFound', 'Not found: Table p:d.later');
    const counted = { statementType: 'SELECT', totalBytesProcessed: '2048', totalBytesBilled: '0' };
    const statistics = { totalBytesProcessed: '2048', query: counted };
    return { status: 200, body: { configuration, status: { state: 'DONE' }, statistics } };
  });
});
afterAll(() => server.close());

function fault(code: number, reason: string, message: string) {
  return { status: code, body: { error: { code, message, errors: [{ reason, message }] } } };
}

const head = `id: marts
namespace: company.team
inputs:
  - {id: taxi, type: SELECT, values: [yellow, green], defaults: green}
  - {id: day, type: DATE}
variables:
  columns: "vendor, fare"
tasks:
`;
const task = (id: string, sql: string): string => `  - id: ${id}
    type: io.kestra.plugin.gcp.bigquery.Query
    projectId: p
    sql: |
${sql.replaceAll(/^/gm, '      ')}
`;

test('a trigger’s SQL, and the query of a view, are asked about too', async () => {
  const ended = await validate(`  - id: view
    type: io.kestra.plugin.gcp.bigquery.CreateTable
    projectId: p
    dataset: d
    table: v
    tableDefinition:
      type: VIEW
      viewDefinition:
        query: SELECT {{ vars.columns }}, nope FROM d.t
  - id: kept
    type: io.kestra.plugin.gcp.bigquery.CreateTable
    projectId: p
    dataset: d
    table: m
    tableDefinition:
      type: MATERIALIZED_VIEW
      materializedViewDefinition: {query: SELECT 1}
  - id: plain
    type: io.kestra.plugin.gcp.bigquery.CreateTable
    projectId: p
    dataset: d
    table: t
triggers:
  - id: rows
    type: io.kestra.plugin.gcp.bigquery.Trigger
    projectId: p
    sql: SELECT vendor FROM d.t
`);
  expect(ended.exitCode).toBe(2);
  expect(ended.stdout).toMatch(/flows\/marts\.yaml:17:43: error[^\n]*task "view": BigQuery: Unrecognized name: nope/);
  expect(ended.stdout).toContain('task "kept": would read 2.0 KiB');
  expect(ended.stdout).toContain('trigger "rows": would read 2.0 KiB');
  expect(ended.stdout).not.toContain('"plain"');
  expect(asked.map(({ query }) => query)).toEqual([
    'SELECT vendor, fare, nope FROM d.t',
    'SELECT 1',
    'SELECT vendor FROM d.t',
  ]);
});

async function validate(tasks: string, env: Record<string, string> = { GITPHONY_BIGQUERY_ENDPOINT: server.url }) {
  asked.length = 0;
  const project = await tempProject({ 'flows/marts.yaml': head + tasks, 'gitphony.yaml': '' });
  return runGitphony(['validate', '--dry-run-sql'], { cwd: project.dir, env });
}

test('SQL is rendered and asked about; what is fine says what it would read', async () => {
  const ended = await validate(task('totals', 'SELECT {{ vars.columns }} FROM d.{{ inputs.taxi }}'));
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
  expect(asked).toEqual([{ query: 'SELECT vendor, fare FROM d.green\n', dryRun: true }]);
  expect(ended.stdout).toContain('flows/marts.yaml: task "totals": would read 2.0 KiB');
  expect(ended.stdout).toContain('1 flow: 0 errors, 0 warnings');
});

test('an error stands at its place in the flow file, also behind a template', async () => {
  const ended = await validate(task('totals', 'SELECT {{ vars.columns }},\n  nope\nFROM d.t'));
  expect(ended.exitCode).toBe(2);
  expect(ended.stdout).toContain('flows/marts.yaml:14:9: error');
  expect(ended.stdout).toContain('task "totals": BigQuery: Unrecognized name: nope at [2:3]');
  const behind = await validate(task('totals', 'SELECT {{ vars.columns }}, nope FROM d.t'));
  expect(behind.stdout).toContain('flows/marts.yaml:13:34: error');
  expect(behind.stdout).toMatch(/SELECT \{\{ vars\.columns \}\}, nope FROM d\.t\n\s*\|? *\^/);
});

test('a table that is not there yet, and SQL that needs outputs or an input without default, are warnings', async () => {
  const later = task('a', 'SELECT * FROM d.later');
  const ended = await validate(
    later + task('b', "SELECT '{{ outputs.a.jobId }}'") + task('c', "SELECT '{{ inputs.day }}'"),
  );
  expect(ended.exitCode).toBe(0);
  expect(ended.stdout).toContain('1 flow: 0 errors, 3 warnings');
  expect(ended.stdout).toContain('Not found: Table p:d.later');
  expect(ended.stdout).toContain('task "b": its SQL is not checked');
  expect(ended.stdout).toContain('task "c": its SQL is not checked');
  expect(asked).toHaveLength(1);
});

test('rights that are missing are told, not passed over', async () => {
  refused = 403;
  const denied = await validate(task('a', 'SELECT 1'));
  refused = undefined;
  expect(denied.exitCode).toBe(2);
  expect(denied.stdout).toContain(
    'task "a": its SQL cannot be checked: Google could not check the query: Access Denied',
  );
});

test('without any credentials the message says how to get some', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-google-'));
  const google = await startGoogleStandIn(folder, () => ({
    status: 401,
    body: { error: { code: 401, message: 'Login Required.', errors: [{ reason: 'required' }] } },
  }));
  try {
    const nobody = { ...google.env, CLOUDSDK_CONFIG: folder, METADATA_SERVER_DETECTION: 'none' };
    const ended = await validate(task('a', 'SELECT 1'), nobody);
    expect(ended.exitCode).toBe(2);
    expect(ended.stdout).toContain('task "a": its SQL cannot be checked: expected Google credentials, found none');
    expect(ended.stdout).toContain('hint: set `serviceAccount');
  } finally {
    await google.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('without the option nobody is asked', async () => {
  asked.length = 0;
  const project = await tempProject({ 'flows/marts.yaml': head + task('a', 'SELECT nope'), 'gitphony.yaml': '' });
  const ended = await runGitphony(['validate'], { cwd: project.dir, env: { GITPHONY_BIGQUERY_ENDPOINT: server.url } });
  expect(ended.exitCode).toBe(0);
  expect(asked).toEqual([]);
});
