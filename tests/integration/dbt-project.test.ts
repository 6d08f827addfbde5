import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Execution, TaskRun } from '../../src/contract/execution.ts';
import { type CliResult, runGitphony } from '../support/cli.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { pythonTool } from '../support/tool-paths.ts';

/** A shop's dbt project in a repository of its own, as somebody brings it: cloned, built on DuckDB, mended, built again by what changed. */
const orders = (customer: number): string =>
  `id,customer,day,amount\n1,1,2026-01-01,10\n2,1,2026-01-02,20\n3,2,2026-01-02,5\n4,${customer},2026-01-03,7\n`;

const shop = {
  'dbt_project.yml': `name: shop
version: '1.0'
profile: shop
# Elsewhere than its records are looked for.
target-path: made
models: {shop: {+materialized: table, staging: {+materialized: view}}}
flags: {send_anonymous_usage_stats: false}
`,
  'seeds/raw_customers.csv': 'id,name\n1,Ada\n2,Bo\n3,Cy\n',
  'seeds/raw_orders.csv': orders(9),
  'models/staging/stg_customers.sql': "select id as customer_id, name from {{ ref('raw_customers') }}",
  'models/staging/stg_orders.sql': "select customer as customer_id, amount from {{ ref('raw_orders') }}",
  'models/customers.sql': `select customer_id, name, count(amount) as orders, sum(amount) as spent
from {{ ref('stg_customers') }} left join {{ ref('stg_orders') }} using (customer_id) group by all`,
  'models/schema.yml': `models:
  - name: stg_orders
    columns:
      - name: customer_id
        data_tests:
          - relationships: {arguments: {to: ref('stg_customers'), field: customer_id}}
  - name: customers
    columns: [{name: customer_id, data_tests: [unique, not_null]}]
`,
};

let repository: string;
let project: TempProject;

beforeAll(async () => {
  repository = await mkdtemp(join(tmpdir(), 'gitphony-shop-'));
  project = await makeTempProject({ 'gitphony.yaml': '' });
});
afterAll(() => Promise.all([project.remove(), rm(repository, { recursive: true, force: true })]));

async function commit(files: Readonly<Record<string, string>>): Promise<void> {
  const git = (...args: string[]) =>
    execa('git', ['-c', 'user.name=shop', '-c', 'user.email=shop@example.com', ...args], { cwd: repository });
  await git('init', '--quiet', '--initial-branch=main');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(repository, path)), { recursive: true });
    await writeFile(join(repository, path), text);
  }
  await git('add', '--all');
  await git('commit', '--quiet', '--message=next');
}

async function build(command: string): Promise<{ ended: CliResult; dbt: TaskRun; nodes: Record<string, TaskRun> }> {
  const flow = `id: shop
namespace: demo
tasks:
  - id: here
    type: io.kestra.plugin.core.flow.WorkingDirectory
    tasks:
      - id: clone
        type: io.kestra.plugin.git.Clone
        url: file://${repository}
      - id: dbt
        type: io.kestra.plugin.dbt.cli.DbtCLI
        taskRunner: {type: io.kestra.plugin.core.runner.Process}
        loadManifest: {key: shop}
        storeManifest: {key: shop}
        commands: ["${command}"]
        profiles: |
          shop: {target: dev, outputs: {dev: {type: duckdb, path: ${project.path('shop.duckdb')}, threads: 2}}}
`;
  await project.write({ 'flows/shop.yaml': flow });
  const ended = await runGitphony(['run', 'flows/shop.yaml', '--json'], {
    cwd: project.dir,
    env: { PATH: `${dirname(pythonTool('dbt', 'dbt'))}:${process.env['PATH'] ?? ''}` },
    timeout: 110_000,
  });
  const { taskRunList } = JSON.parse(ended.stdout) as Execution;
  const dbt = taskRunList.find(({ taskId }) => taskId === 'dbt');
  if (dbt === undefined) throw new Error(ended.stderr);
  const below = taskRunList.filter(({ parentTaskRunId }) => parentTaskRunId === dbt.id);
  const nodes = Object.fromEntries(below.map((run) => [run.taskId.replace(/\.[0-9a-f]{10}$/, ''), run]));
  return { ended, dbt, nodes };
}

const states = (nodes: Readonly<Record<string, TaskRun>>): Record<string, string> =>
  Object.fromEntries(Object.entries(nodes).map(([id, { state }]) => [id, state.current]));

test('what fails is shown with its SQL and its place; mended, all is built; then only what changed', {
  timeout: 240_000,
}, async () => {
  await commit(shop);
  const broken = await build('dbt build');
  expect(broken.ended.exitCode).toBe(1);
  expect(states(broken.nodes)).toMatchObject({
    'model.shop.stg_orders': 'SUCCESS',
    'model.shop.customers': 'SKIPPED',
    'test.shop.unique_customers_customer_id': 'SKIPPED',
  });
  const name = 'relationships_stg_orders_customer_id__customer_id__ref_stg_customers_';
  // dbt names the file by a digest, for the name is too long.
  const sql =
    /target\/compiled\/shop\/models\/schema\.yml\/relationships_stg_orders_[0-9a-f]{32}\.sql:\n\s*with child as/;
  const failed = broken.nodes[`test.shop.${name}`];
  expect(failed?.state.current).toBe('FAILED');
  expect(failed?.error?.message).toMatch(new RegExp(`^test\\.shop\\.${name}\\.\\w+: FAIL 1 ${name}\n`));
  expect(failed?.error?.message).toMatch(sql);
  expect(broken.dbt.error?.message).toMatch(/^dbt: 1 of 8 failed\n.*\(models\/schema\.yml\): Got 1 result/);
  expect(broken.dbt.error?.message).toMatch(sql);
  expect(broken.ended.stderr).not.toContain('left processes');

  await commit({ 'seeds/raw_orders.csv': orders(3) });
  const whole = await build('dbt build');
  expect(whole.ended.exitCode, whole.ended.stderr).toBe(0);
  expect(Object.values(states(whole.nodes))).toEqual(Array<string>(8).fill('SUCCESS'));
  // The first run had kept no manifest to compare with: it failed.
  expect(whole.ended.stderr).toContain('there is no key "shop" yet');

  await commit({
    'models/customers.sql': shop['models/customers.sql'].replace('sum(amount)', 'coalesce(sum(amount), 0)'),
  });
  const changed = await build('dbt build --select state:modified+');
  expect(changed.ended.exitCode, changed.ended.stderr).toBe(0);
  expect(states(changed.nodes)).toEqual({
    'model.shop.customers': 'SUCCESS',
    'test.shop.not_null_customers_customer_id': 'SUCCESS',
    'test.shop.unique_customers_customer_id': 'SUCCESS',
  });
  const { state } = changed.nodes['model.shop.customers'] ?? changed.dbt;
  expect(state.histories.map((step) => step.state)).toEqual(['CREATED', 'RUNNING', 'SUCCESS']);

  const nothing = await build('dbt build --select state:modified+');
  expect([nothing.ended.exitCode, nothing.dbt.state.current, nothing.nodes]).toEqual([0, 'WARNING', {}]);
  expect(nothing.ended.stderr).toMatch(/WARN +dbt Nothing to do/);
});

test.each([
  [
    'a name that is not there',
    "select * from {{ ref('nope') }}",
    "depends on a node named 'nope' which was not found",
    undefined,
  ],
  ['SQL that the database refuses', "select nope from {{ ref('stg_orders') }}", 'Binder Error', undefined],
])('%s is told in dbt’s words', { timeout: 120_000 }, async (_, sql, words) => {
  await commit({ ...shop, 'models/customers.sql': sql });
  const { ended, dbt } = await build('dbt build --exclude raw_orders');
  expect(ended.exitCode).toBe(1);
  expect(dbt.error).toMatchObject({ code: 'DBT_FAILED', message: expect.stringContaining(words) });
  expect(dbt.error?.message).toContain('models/customers.sql');
  expect(dbt.error?.message).not.toContain('{"');
});
