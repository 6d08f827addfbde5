import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CliResult, type RunningCli, startGitphony } from '../support/cli.ts';
import type { ScenarioNote, ScenarioStep } from './flow-corpus.ts';
import type { ObservedRecord } from './flow-observed.ts';
import type { FlowProject } from './flow-project.ts';

/** Says that the command line has no such command yet. */
export class NotBuilt extends Error {}

/** What was seen of a scenario. */
export interface ScenarioOutcome {
  /** By the name that the scenario gives them. */
  readonly executions: Readonly<Record<string, ObservedRecord>>;
  readonly collected: readonly ObservedRecord[];
  readonly notes: readonly ScenarioNote[];
}

/** A started execution: its id and the newest command that works on it. */
interface Started {
  readonly id: string;
  readonly command: RunningCli;
}

interface Scene {
  readonly project: FlowProject;
  readonly started: Map<string, Started>;
  readonly snapshots: Map<string, ObservedRecord>;
  readonly notes: ScenarioNote[];
  collected: ObservedRecord[];
}

const POLL_MILLISECONDS = 50;
const LONGEST_WAIT = 20_000;

/** Plays a scenario with the real command line, each step by the command that stands for it. */
export async function playScenario(steps: readonly ScenarioStep[], project: FlowProject): Promise<ScenarioOutcome> {
  const scene: Scene = { project, started: new Map(), snapshots: new Map(), notes: [], collected: [] };
  try {
    for (const step of steps) await play(scene, step);
    const ended = await Promise.all(
      [...scene.started].map(async ([name, { id }]) => [name, await project.execution(id)] as const),
    );
    const executions = Object.fromEntries([...ended, ...scene.snapshots]);
    return { executions, collected: scene.collected, notes: scene.notes };
  } finally {
    // A scenario that broke off must leave nothing running.
    for (const { command } of scene.started.values()) command.signal('SIGTERM');
    await Promise.all([...scene.started.values()].map(({ command }) => command.ended));
  }
}

async function play(scene: Scene, step: ScenarioStep): Promise<void> {
  const { project } = scene;
  switch (step.do) {
    case 'start':
      return begin(scene, step, ['run', project.flow, ...(await inputArguments(scene, step))]);
    case 'replay':
      return begin(scene, step, ['executions', 'replay', of(scene, step.of).id, '--task', step.task ?? '', '--json']);
    case 'resume':
    case 'restart':
      return goOn(scene, step);
    case 'kill':
      return expectSuccess(scene, step, ['executions', 'kill', of(scene, step.as).id]);
    case 'backfill':
      return expectSuccess(scene, step, await backfillArguments(scene, step));
    case 'wait':
      checked(await of(scene, step.as).command.ended);
      return;
    case 'waitState':
      return until(scene, step, ({ state }) => state === step.state);
    case 'waitTask':
      return until(scene, step, ({ taskRuns }) =>
        taskRuns.some(({ taskId, state }) => taskId === step.task && state === step.state),
      );
    case 'sleep':
      return sleep((step.seconds ?? 0) * 1000);
    case 'peek':
      return void scene.notes.push({
        peek: step.as ?? '',
        state: (await project.execution(of(scene, step.as).id)).state,
      });
    case 'snapshot':
      return void scene.snapshots.set(step.name ?? '', await project.execution(of(scene, step.as).id));
    case 'collect':
      scene.collected = (await project.executions()).filter(
        ({ flowId }) => step.flow === undefined || flowId === step.flow,
      );
      return;
    // A server needs time to hear of triggers and of ended executions; a command has done all when it ends.
    case 'waitTrigger':
    case 'settle':
      return;
    case 'webhook':
      return callWebhook(scene, step);
    default:
      throw new Error(`expected a step that this test knows, got "${step.do}"`);
  }
}

/** Starts a command that makes an execution, and waits until it says which. */
async function begin(scene: Scene, step: ScenarioStep, args: readonly string[]): Promise<void> {
  const command = startGitphony(args, { cwd: scene.project.directory });
  const named = await command.output(/^execution (\w+)/m).catch(() => undefined);
  if (named === undefined) return refused(await command.ended);
  scene.started.set(step.as ?? '', { id: named[1] ?? '', command });
}

/** As a request from outside: by its key alone. */
async function callWebhook(scene: Scene, step: ScenarioStep): Promise<void> {
  const { project } = scene;
  const { as = '', key = '', query = '', body = '', headers = {} } = step;
  const file = join(project.directory, `body-${as}.txt`);
  await writeFile(file, body);
  const args = [
    'run',
    project.flow,
    '--key',
    key,
    '--body',
    file,
    ...query.split('&').flatMap((pair) => (pair === '' ? [] : ['--parameter', pair])),
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
  ];
  return step.expectError === true ? expectSuccess(scene, step, args) : begin(scene, step, args);
}

async function goOn(scene: Scene, step: ScenarioStep): Promise<void> {
  const { id } = of(scene, step.as);
  const args = ['executions', step.do, id, ...(await inputArguments(scene, step))];
  if (step.expectError === true) return expectSuccess(scene, step, args);
  // The one before ended when it paused, or failed.
  await of(scene, step.as).command.ended;
  scene.started.set(step.as ?? '', { id, command: startGitphony(args, { cwd: scene.project.directory }) });
}

/** Runs a command to its end. Exit status 2 is a note where the scenario reckons with it. */
async function expectSuccess(scene: Scene, step: ScenarioStep, args: readonly string[]): Promise<void> {
  const result = checked(await startGitphony(args, { cwd: scene.project.directory }).ended);
  if (result.exitCode !== 2) return;
  if (step.expectError !== true) refused(result);
  scene.notes.push({ rejected: true, op: step.do, as: step.as ?? '' });
}

async function inputArguments({ project }: Scene, { as = '', inputs }: ScenarioStep): Promise<string[]> {
  if (inputs === undefined || Object.keys(inputs).length === 0) return [];
  const file = join(project.directory, `inputs-${as}.json`);
  await writeFile(file, JSON.stringify(project.inputsOf(inputs)));
  return ['--inputs', file];
}

async function backfillArguments(scene: Scene, step: ScenarioStep): Promise<string[]> {
  const { trigger = '', start = '', end = '', labels = [] } = step;
  const window = ['--trigger', trigger, '--start', start, '--end', end];
  return [
    'backfill',
    scene.project.flow,
    ...window,
    ...labels.flatMap(({ key, value }) => ['--label', `${key}=${value}`]),
    ...(await inputArguments(scene, step)),
  ];
}

async function until(scene: Scene, step: ScenarioStep, holds: (record: ObservedRecord) => boolean): Promise<void> {
  const { id } = of(scene, step.as);
  const deadline = Date.now() + LONGEST_WAIT;
  for (;;) {
    const record = await scene.project.execution(id);
    if (holds(record)) return;
    if (Date.now() > deadline)
      throw new Error(`${step.do} ${step.as}: ${step.state} never came, it is ${record.state}`);
    await sleep(POLL_MILLISECONDS);
  }
}

function of({ started }: Scene, name = ''): Started {
  const found = started.get(name);
  if (found === undefined) throw new Error(`expected an execution that the scenario has started, got "${name}"`);
  return found;
}

function checked(result: CliResult): CliResult {
  const missing = /error: unknown (?:command|option) '([^']+)'/.exec(result.stderr)?.[1];
  if (missing !== undefined) throw new NotBuilt(`${missing} on the command line`);
  return result;
}

function refused(result: CliResult): never {
  const { exitCode, stderr } = checked(result);
  // The sources accepted the flow before the scenario began.
  const stale = /unknown-type|not-supported-yet/.test(stderr);
  throw new Error(
    `exit status ${exitCode}: ${stderr}${stale ? 'dist/cli is older than the sources: npm run build' : ''}`,
  );
}
