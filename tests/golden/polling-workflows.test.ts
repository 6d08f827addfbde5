import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { allowedFindings } from '../../generator/allowed-findings.ts';
import { renderWorkflow, type WorkflowPlan } from '../../generator/index.ts';
import { planPolls } from '../../generator/plan-polls.ts';
import { parseFlow } from '../../src/flow/index.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { describeFinding, lintWorkflows, withoutAllowed } from '../gates/lint-workflows.ts';
import { makeTempProject } from '../support/temp-project.ts';
import { toyConfig } from '../support/toy-flow.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** The workflows that poll, made of all flows together. `UPDATE_GOLDEN=1` writes them anew: then read the diff. */
const folder = join(projectRoot, 'tests', 'golden', 'polls');

const flows = {
  'flows/take-in.yaml': `id: take_in
namespace: demo
tasks: [{id: tell, type: io.kestra.plugin.core.log.Log, message: "{{ trigger.blobs }}"}]
triggers:
  - id: incoming
    type: io.kestra.plugin.gcp.gcs.Trigger
    interval: PT15M
    projectId: "{{ kv('GCP_PROJECT_ID') }}"
    serviceAccount: "{{ secret('LAKE_KEY') }}"
    from: gs://lake/incoming/
`,
  'flows/orders.yaml': `id: orders
namespace: shop.prod
tasks: [{id: tell, type: io.kestra.plugin.core.log.Log, message: "{{ trigger.rows }}"}]
triggers:
  - id: new
    type: io.kestra.plugin.jdbc.postgresql.Trigger
    interval: PT15M
    url: "{{ secret('SHOP_URL') }}"
    sql: SELECT id FROM orders WHERE NOT seen
    fetchType: FETCH
  - {id: daily, type: io.kestra.plugin.core.http.Trigger, interval: P1D, uri: "https://example.com/"}
`,
};

let plans: readonly WorkflowPlan[] = [];
beforeAll(async () => {
  const config = { ...toyConfig, namespaces: { 'shop.prod': { pluginDefaults: [], environment: 'production' } } };
  const read = Object.entries(flows).map(async ([file, text]) => {
    const parsed = await parseFlow({ file, bytes: Buffer.from(text) }, { registry: builtinRegistry });
    if (parsed.flow === undefined) throw new Error(JSON.stringify(parsed.problems));
    return { flow: parsed.flow, context: parsed };
  });
  plans = await planPolls(await Promise.all(read), config, builtinRegistry);
});

test('they are as they were', async () => {
  expect(plans.map(({ target }) => target)).toEqual([
    '.github/workflows/gitphony-poll-15m.yml',
    '.github/workflows/gitphony-poll-1d.yml',
  ]);
  for (const plan of plans) {
    expect(plan.problems).toEqual([]);
    const file = join(folder, plan.target.slice(plan.target.lastIndexOf('/') + 1));
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, renderWorkflow(plan));
    expect(renderWorkflow(plan)).toBe(await readFile(file, 'utf8'));
  }
});

test('no checker finds anything but what is allowed', async () => {
  const project = await makeTempProject();
  onTestFinished(project.remove);
  const files = plans.map(({ target }) => project.path(target));
  for (const [index, file] of files.entries()) {
    const plan = plans[index];
    if (plan === undefined) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, renderWorkflow(plan));
  }
  const findings = withoutAllowed(await lintWorkflows(files), allowedFindings);
  expect(findings.map(describeFinding)).toEqual([]);
});
