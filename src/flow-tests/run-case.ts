import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitphonyError } from '../contract/errors.ts';
import type { Execution } from '../contract/execution.ts';
import { createExecutionId, type ExecutionHandle } from '../engine/index.ts';
import { createEngineHost } from '../project/engine-host.ts';
import type { Project } from '../project/project.ts';
import { startServicesFor } from '../project/services.ts';
import { type FlowSource, startFlow } from '../project/start-flow.ts';
import { replaceTasks, withFixtures } from './fixture-task.ts';
import { withObjects } from './fixture-objects.ts';
import { judge } from './judge.ts';
import { renderFixtures } from './render-fixtures.ts';
import type { CaseResult } from './result.ts';
import type { TestCase } from './suite.ts';

/** A flow under test with all that its cases share. */
export interface FlowUnderTest {
  readonly project: Project;
  readonly source: FlowSource;
  /** The suite's folder, absolute. */
  readonly folder: string;
  /** Hears of each execution, to be able to end it. */
  readonly onStart?: (handle: ExecutionHandle) => void;
}

/** Runs one test case in a state folder of its own (executions, storage, KV), which goes away behind it. */
export async function runCase(testCase: TestCase, under: FlowUnderTest): Promise<CaseResult> {
  const { id, description, position, assertions } = testCase;
  const checks = 1 + assertions.reduce((sum, assertion) => sum + assertion.checks.length, 0);
  const head = { id, ...(description === undefined ? {} : { description }), position, checks };
  if (testCase.disabled) return { ...head, checks: 0, outcome: 'skipped', duration: 0, failures: [] };
  const start = performance.now();
  const seconds = (): number => Math.round(performance.now() - start) / 1000;
  const stateDirectory = await realpath(await mkdtemp(join(tmpdir(), 'gitphony-test-')));
  try {
    const { execution, failures } = await runInside(testCase, under, stateDirectory);
    const outcome = failures.length === 0 ? 'passed' : 'failed';
    const { state, error } = execution;
    const ended = { id: execution.id, state: state.current, ...(error === undefined ? {} : { error: error.message }) };
    return { ...head, outcome, duration: seconds(), failures, execution: ended };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ...head, outcome: 'error', duration: seconds(), failures: [], error: tell(error) };
  } finally {
    await rm(stateDirectory, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function runInside(
  testCase: TestCase,
  { project, source, folder, onStart }: FlowUnderTest,
  stateDirectory: string,
): Promise<{ execution: Execution; failures: Awaited<ReturnType<typeof judge>> }> {
  const executionId = createExecutionId();
  const place = { flow: source.flow, executionId, folder };
  const plain = await createEngineHost(project, { stateDirectory });
  const rendered = await renderFixtures(testCase.fixtures, place, plain);
  const flow = replaceTasks(source.flow, rendered.tasks);
  // Only what really runs decides: with every query replaced no database starts.
  const services = await startServicesFor(flow, project.config, project.root);
  const created = await createEngineHost(project, { stateDirectory, secrets: services.secrets });
  const host = { ...created, registry: withFixtures(withObjects(project.registry, rendered.objects), rendered.tasks) };
  const { inputs, trigger } = rendered;
  const request = { inputs, executionId, ...(trigger === undefined ? {} : { trigger }) };
  const handle = await startFlow({ ...source, flow }, request, host);
  onStart?.(handle);
  const execution = await handle.result;
  return { execution, failures: await judge(testCase, execution, host) };
}

function tell(error: Error): string {
  if (!(error instanceof GitphonyError)) return error.message;
  const { file, position } = error.where;
  const place = [file, position?.line, position?.column].filter((part) => part !== undefined).join(':');
  return [place === '' ? error.message : `${place}: ${error.message}`, error.hint]
    .filter((part) => part !== undefined)
    .join('\n');
}
