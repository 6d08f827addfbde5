import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { allowedFindings } from '../../generator/allowed-findings.ts';
import { describeFinding, lintWorkflows, withoutAllowed } from '../gates/lint-workflows.ts';
import { makeTempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';
import { type CompiledRow, compileRow, expectedPermissions, rows } from './features/compile-row.ts';
import { startedJobs } from './features/job-starts.ts';
import { modesWithoutTasks } from './features/modes-without-tasks.ts';

let compiled: readonly CompiledRow[] = [];
beforeAll(async () => {
  compiled = await Promise.all(rows.map(compileRow));
});

test('the table stays small', () => {
  expect(rows.length).toBeLessThan(40);
});

test('each job has the smallest permissions', () => {
  for (const { name, row, workflow } of compiled) {
    expect(workflow.permissions, name).toEqual({});
    const levels = Object.entries(workflow.jobs).map(([id, { permissions }]) => [
      id,
      Object.fromEntries(Object.entries(permissions).map(([permission, { level }]) => [permission, level])),
    ]);
    expect(Object.fromEntries(levels), name).toEqual(expectedPermissions(row));
  }
});

test('no job with the right to write runs a flow, or sees a secret of its', () => {
  let writing = 0;
  for (const { name, workflow } of compiled) {
    for (const job of Object.values(workflow.jobs)) {
      // A token of OpenID Connect says who the job is: it lets nobody write to the repository.
      const writes = Object.entries(job.permissions).filter(([key, { level }]) => level === 'write' && key !== 'id-token');
      if (writes.length === 0) continue;
      writing += 1;
      const [checkout, ...steps] = job.steps;
      expect(checkout?.uses?.action, name).toMatch(/^actions\/checkout@/);
      expect(checkout?.with, name).toEqual({ 'persist-credentials': false });
      for (const step of steps) expect(modesWithoutTasks, `${name}: ${step.name}`).toContain(step.with?.['mode']);
      expect(JSON.stringify(job).replaceAll('secrets.GITPHONY_TOKEN', ''), name).not.toContain('secrets.');
      expect(job.environment, name).toBeUndefined();
      expect(job.services, name).toBeUndefined();
    }
  }
  expect(writing).toBeGreaterThan(0);
});

test('what runs the flow is on the runner of its worker group; what only plans and saves is not', () => {
  const runners: Readonly<Record<string, unknown>> = {
    none: 'ubuntu-24.04',
    label: 'ubuntu-slim',
    group: { group: 'data-team', labels: ['self-hosted', 'linux'] },
  };
  for (const { name, row, workflow } of compiled) {
    for (const [id, job] of Object.entries(workflow.jobs)) {
      const runsTasks = id === 'run' || id === 'backfill';
      expect(job['runs-on'], `${name}: ${id}`).toEqual(runners[runsTasks ? (row['worker'] ?? '') : 'none']);
    }
  }
});

test('nor has any workflow around them such a job', () => {
  const others = new Map(compiled.flatMap(({ around }) => around.map((each) => [each.text, each])));
  const seen = new Set([...others.values()].map(({ name }) => name));
  expect(seen.size, [...seen].join(' ')).toBeGreaterThanOrEqual(4);
  for (const { name, workflow } of others.values()) {
    expect(workflow.permissions, name).toEqual({});
    for (const [id, job] of Object.entries(workflow.jobs)) {
      const writes = Object.entries(job.permissions).filter(([key, { level }]) => level === 'write' && key !== 'id-token');
      if (writes.length === 0) continue;
      const modes = job.steps.flatMap((step) => (step.with?.['mode'] === undefined ? [] : [step.with['mode']]));
      expect(modes.filter((mode) => ['run', 'backfill', 'poll'].includes(String(mode))), `${name}: ${id}`).toEqual([]);
    }
  }
});

test('no job that may do nothing is started', () => {
  for (const { name, workflow } of compiled) {
    const byHand = startedJobs(workflow, { event: 'workflow_dispatch' });
    expect(byHand, `${name}: by hand, nothing is handed on`).toEqual(['run']);
    expect(startedJobs(workflow, { event: 'schedule' }), `${name}: by schedule`).toEqual(['run']);
    const all = startedJobs(workflow, { event: 'schedule', outputs: { ended: '[]', keys: 'true' } });
    const after = Object.keys(workflow.jobs).filter((id) => id === 'finish' || id === 'keys');
    expect(all.toSorted(), `${name}: something is handed on`).toEqual(['run', ...after].toSorted());
    if (workflow.jobs['backfill'] === undefined) continue;
    const backfill = startedJobs(workflow, { event: 'workflow_dispatch', inputs: { _start: '2019-01-01' } });
    // Outputs of legs hide each other, so whether one of them wrote a key is not known.
    const keys = backfill.filter((id) => id === 'keys');
    expect(backfill, `${name}: a backfill`).toEqual(['plan', 'backfill', ...keys, 'summary']);
    const inputs = { _start: '2019-01-01' };
    const nothing = startedJobs(workflow, { event: 'workflow_dispatch', inputs, outputs: { empty: 'true' } });
    expect(nothing, `${name}: a backfill whose ticks have all succeeded`).toEqual(['plan']);
    const rest = startedJobs(workflow, { event: 'workflow_dispatch', inputs, outputs: { rest: 'a to b' } });
    expect(rest, `${name}: a leg left ticks`).toContain('hand-on');
  }
});

test('the run of a workflow in a fork starts nothing', () => {
  const of = (repository: string): object => ({ event: { workflow_run: { head_repository: { full_name: repository } } } });
  const listening = compiled.filter(({ row }) => row['events'] === 'workflow_run');
  expect(listening.length).toBeGreaterThan(0);
  for (const { name, workflow } of listening) {
    const own = startedJobs(workflow, { event: 'workflow_run', github: { ...of('o/r') } });
    expect(own, name).toEqual(['run']);
    const outputs = { ended: '[]', keys: 'true' };
    const fork = startedJobs(workflow, { event: 'workflow_run', github: { ...of('stranger/r') }, outputs });
    expect(fork, name).toEqual([]);
  }
});

test('the checkers find nothing in any of them but what is allowed', async () => {
  const action = await readFile(join(projectRoot, 'action', 'action.yml'), 'utf8');
  const project = await makeTempProject({ 'action/action.yml': action, 'action/dist/main.js': '' });
  onTestFinished(project.remove);
  const files: string[] = [];
  const texts = new Set(compiled.flatMap(({ text, around }) => [text, ...around.map((each) => each.text)]));
  for (const [index, text] of [...texts].entries()) {
    const file = project.path('.github', 'workflows', `row-${index}.yml`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    files.push(file);
  }
  const findings = withoutAllowed(await lintWorkflows(files), allowedFindings);
  expect(findings.map(describeFinding)).toEqual([]);
});
