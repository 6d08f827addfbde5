import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { allowedFindings } from '../../generator/allowed-findings.ts';
import { planFlow, renderWorkflow } from '../../generator/index.ts';
import { planTopology } from '../../generator/plan-topology.ts';
import type { Workflow } from '../../src/contract/workflow-model.ts';
import { parseFlow } from '../../src/flow/index.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { parseConfig } from '../../src/project/config.ts';
import { describeFinding, lintWorkflows, withoutAllowed } from '../gates/lint-workflows.ts';
import { makeTempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/**
 * What a workflow may have, each with its ways. Every two ways of two features stand together in some workflow: what breaks
 * only where two meet is found, in a few workflows instead of thousands.
 */
const features = {
  schedule: ['none', 'one', 'not recovered'],
  webhook: ['none', 'dispatch', 'repository_dispatch'],
  follows: ['no', 'yes'],
  followed: ['no', 'plain', 'with memory'],
  events: ['none', 'push', 'workflow_run'],
  concurrency: ['none', 'one', 'two'],
  environment: ['none', 'production'],
  database: ['none', 'scratch'],
} as const;

type Feature = keyof typeof features;
type Row = { readonly [F in Feature]: (typeof features)[F][number] };

const names = Object.keys(features) as readonly Feature[];

/** Greedy all-pairs: each row takes, feature by feature, the way that meets most pairs that have not met yet. */
function pairwise(): Row[] {
  const left = new Set<string>();
  const pair = (a: Feature, wayA: string, b: Feature, wayB: string): string => `${a}=${wayA} ${b}=${wayB}`;
  for (const [index, a] of names.entries()) {
    for (const b of names.slice(index + 1)) {
      for (const wayA of features[a]) for (const wayB of features[b]) left.add(pair(a, wayA, b, wayB));
    }
  }
  const rows: Row[] = [];
  for (let [seed] = left; seed !== undefined; [seed] = left) {
    const row: Partial<Record<Feature, string>> = Object.fromEntries(
      [...seed.matchAll(/(\w+)=(.+?)(?= \w+=|$)/g)].map(([, feature, way]) => [feature, way]),
    );
    for (const name of names) {
      if (row[name] !== undefined) continue;
      const met = (way: string): number =>
        names.filter((other) => {
          const [a, b] = names.indexOf(name) < names.indexOf(other) ? [name, other] : [other, name];
          const wayOf = (feature: Feature): string | undefined => (feature === name ? way : row[feature]);
          const [wayA, wayB] = [wayOf(a), wayOf(b)];
          return wayA !== undefined && wayB !== undefined && other !== name && left.has(pair(a, wayA, b, wayB));
        }).length;
      row[name] = features[name].toSorted((a, b) => met(b) - met(a))[0];
    }
    for (const [index, a] of names.entries()) {
      for (const b of names.slice(index + 1)) left.delete(pair(a, row[a] ?? '', b, row[b] ?? ''));
    }
    rows.push(row as Row);
  }
  return rows;
}

function flowText(row: Row): string {
  const triggers = [
    row.schedule === 'none'
      ? []
      : `{id: daily, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 9 * * *"${row.schedule === 'one' ? '' : ', recoverMissedSchedules: NONE'}}`,
    row.webhook === 'none' ? [] : `{id: hook, type: io.kestra.plugin.core.trigger.Webhook, key: "{{ secret('HOOK') }}"}`,
    row.follows === 'no'
      ? []
      : '{id: after, type: io.kestra.plugin.core.trigger.Flow, conditions: [{type: io.kestra.plugin.core.condition.ExecutionFlow, namespace: demo, flowId: before}]}',
    row.events === 'none'
      ? []
      : row.events === 'push'
        ? '{id: push, type: gitphony.github.Push, branches: [main]}'
        : '{id: built, type: gitphony.github.WorkflowRun, workflows: [Build], branches: [main]}',
  ].flat();
  return `id: own
namespace: demo
inputs: [{id: size, type: INT, defaults: 3}]
${row.concurrency === 'none' ? '' : `concurrency: {limit: ${row.concurrency === 'one' ? 1 : 2}, behavior: QUEUE}\n`}tasks:
  - {id: log, type: io.kestra.plugin.core.log.Log, message: "{{ inputs.size }}${row.database === 'none' ? '' : " {{ secret('POSTGRES_USER') }}"}"}
${triggers.length === 0 ? '' : `triggers: [${triggers.join(', ')}]\n`}`;
}

const log = 'tasks: [{id: log, type: io.kestra.plugin.core.log.Log, message: hello}]\n';
const before = `id: before\nnamespace: demo\n${log}`;

function followerText(row: Row): string | undefined {
  if (row.followed === 'no') return undefined;
  const second = row.followed === 'plain' ? '' : ', {namespace: demo, flowId: before}';
  return `id: next\nnamespace: demo\n${log}triggers:
  - {id: after, type: io.kestra.plugin.core.trigger.Flow, preconditions: {id: p, flows: [{namespace: demo, flowId: own}${second}]}}\n`;
}

function configText(row: Row): string {
  return [
    'strict: false',
    ...(row.webhook === 'repository_dispatch' ? ['webhooks: repository_dispatch'] : []),
    ...(row.environment === 'production' ? ['namespaces: {demo: {environment: production}}'] : []),
    ...(row.database === 'scratch' ? ['services: {postgres: embedded}'] : []),
  ].join('\n');
}

async function compile(row: Row): Promise<{ readonly workflow: Workflow; readonly text: string }> {
  const config = await parseConfig(configText(row), 'gitphony.yaml');
  const texts = [flowText(row), before, followerText(row)].filter((text) => text !== undefined);
  const flows = await Promise.all(
    texts.map(async (text, index) => {
      const parsed = await parseFlow(
        { file: `flows/${index}.yaml`, bytes: Buffer.from(text) },
        { registry: builtinRegistry, pluginDefaults: () => [] },
      );
      if (parsed.flow === undefined) throw new Error(`${text}\n${parsed.problems.map(({ message }) => message).join('\n')}`);
      return { flow: parsed.flow, context: parsed };
    }),
  );
  const topology = await planTopology(flows, builtinRegistry);
  const [own] = flows;
  if (own === undefined) throw new Error('expected a flow');
  const plan = await planFlow(own.flow, config, builtinRegistry, own.context, { topology: topology.get(own.flow) });
  expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { workflow: plan.workflow, text: renderWorkflow(plan) };
}

/** Told by the promises alone: what each job needs, and nothing else. */
function expectedPermissions(row: Row): Record<string, Record<string, string>> {
  const backfill = row.schedule !== 'none';
  return {
    run: { contents: 'read', ...(row.schedule === 'one' ? { actions: 'read' } : {}) },
    ...(backfill ? { plan: { contents: 'read' }, backfill: { contents: 'read' } } : {}),
    ...(row.followed === 'no'
      ? {}
      : { finish: { actions: 'write', contents: row.followed === 'plain' ? 'read' : 'write' } }),
  };
}

const rows = pairwise();

test('each workflow has the smallest permissions, and no job with the right to write runs a flow or sees a secret', async () => {
  expect(rows.length).toBeLessThan(30);
  for (const row of rows) {
    const { workflow } = await compile(row);
    const what = JSON.stringify(row);
    expect(workflow.permissions, what).toEqual({});
    const levels = Object.entries(workflow.jobs).map(([id, { permissions }]) => [
      id,
      Object.fromEntries(Object.entries(permissions).map(([name, { level }]) => [name, level])),
    ]);
    expect(Object.fromEntries(levels), what).toEqual(expectedPermissions(row));
    for (const job of Object.values(workflow.jobs)) {
      if (!Object.values(job.permissions).some(({ level }) => level === 'write')) continue;
      expect(job.steps.map((step) => step.with?.['mode'] ?? ''), what).toEqual(['', 'finish']);
      expect(JSON.stringify(job), what).not.toContain('secrets.');
      expect(job.environment, what).toBeUndefined();
    }
  }
});

test('the checkers find nothing in any of them but what is allowed', async () => {
  const action = await readFile(join(projectRoot, 'action', 'action.yml'), 'utf8');
  const project = await makeTempProject({ 'action/action.yml': action, 'action/dist/main.js': '' });
  onTestFinished(project.remove);
  const files: string[] = [];
  for (const [index, row] of rows.entries()) {
    const file = project.path('.github', 'workflows', `row-${index}.yml`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, (await compile(row)).text);
    files.push(file);
  }
  const findings = withoutAllowed(await lintWorkflows(files), allowedFindings);
  expect(findings.map(describeFinding)).toEqual([]);
});
