import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildTestAction, runAction } from '../support/action.ts';

const flow = `id: duck
namespace: demo
tasks:
  - id: count
    type: io.kestra.plugin.jdbc.duckdb.Queries
    fetchType: FETCH_ONE
    sql: |
      CREATE TABLE t AS FROM range(1000) r(n);
      SELECT sum(n)::bigint AS total FROM t;
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "the total is {{ outputs.count.outputs[0].row.total }}"
`;

test('the action, a bundle without node_modules, installs DuckDB on first use and runs a flow with it', async () => {
  await using action = await buildTestAction();
  const cache = await mkdtemp(join(tmpdir(), 'gitphony-cache-'));
  try {
    // The step's HOME is empty; this machine's registry may stand in the real one.
    const settings = Object.entries(process.env).filter(([name]) =>
      /^(?:npm_config_(?!node)|(?:https?|no)_proxy$|node_extra_ca_certs$)/i.test(name),
    );
    const npm = { npm_config_userconfig: join(homedir(), '.npmrc'), ...Object.fromEntries(settings) };
    const options = { dist: action.dist, files: { 'flows/flow.yaml': flow }, env: { ...npm, XDG_CACHE_HOME: cache } };
    const first = await runAction(options);
    expect(first.exitCode, first.stdout + first.stderr).toBe(0);
    expect(first.stdout).toContain('Installing DuckDB (once on this machine)');
    expect(first.stdout).toContain('the total is 499500');
    const second = await runAction(options);
    expect(second.stdout).not.toContain('Installing DuckDB');
    expect(second.stdout).toContain('the total is 499500');
    expect(await readdir(join(cache, 'gitphony', 'npm'))).toHaveLength(1);
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
});
