import { UsageError } from '../src/contract/errors.ts';

/** What the workflow asks of the action. Nothing here was typed by a person: that comes from the event file. */
export interface ActionSettings {
  /** Path of the flow file from the workspace's root. */
  readonly flow: string;
  readonly mode: 'run' | 'plan' | 'backfill' | 'keys' | 'finish' | 'summary' | 'hand-on' | 'record';
  /** Mode `run-named`: the form says which flow, `flow` is empty, and `mode` is `run`. */
  readonly named: boolean;
  /** The environment that the workflow chose by the branch, `none` for none; empty where the branch makes no difference. */
  readonly environment: string;
  /** Planned ticks of this leg, ISO 8601 instants. */
  readonly ticks: readonly string[];
  readonly planCount: string;
  readonly planHash: string;
  /** The job's database ends with the job. */
  readonly scratch: boolean;
  /** States of executions that the finish job is told of; undefined: all; empty: there is no such job. */
  readonly handOver: readonly string[] | undefined;
  /** Mode `finish`: what ended, as the jobs before wrote it. */
  readonly ended: string;
  /** Mode `finish`: the files of the flows that may follow. */
  readonly followers: readonly string[];
  /** Mode `plan`: the most legs at once that the flow allows; undefined: as many as GitHub takes. */
  readonly maxParallel: number | undefined;
  /** Mode `plan`: the concurrency groups that the legs take in turns. */
  readonly slots: readonly number[];
  /** Mode `hand-on`: the window that is left, `<first tick> to <last tick>`. */
  readonly rest: string;
  /** The job's own token; empty where the flow needs none. */
  readonly token: string;
}

const modes = ['run', 'run-named', 'plan', 'backfill', 'keys', 'finish', 'summary', 'hand-on', 'record'] as const;

/** Reads the action's inputs. Fails with ACTION_INPUT, naming the input. */
export function readSettings(getInput: (name: string) => string): ActionSettings {
  const mode = getInput('mode') || 'run';
  const known = modes.find((candidate) => candidate === mode);
  if (known === undefined) {
    throw new UsageError('ACTION_INPUT', `input mode: expected one of ${modes.join(', ')}, got "${mode}"`);
  }
  const flow = getInput('flow');
  if (flow === '' && known !== 'run-named')
    throw new UsageError('ACTION_INPUT', 'input flow: expected the path of a flow file, got nothing');
  const ticks = getInput('ticks');
  if (known === 'backfill' && ticks === '') {
    throw new UsageError('ACTION_INPUT', 'input ticks: expected the ticks of this leg, got nothing', {
      hint: 'hand over matrix.ticks, from the output of the plan job',
    });
  }
  const scratch = getInput('scratch') || 'false';
  if (scratch !== 'true' && scratch !== 'false') {
    throw new UsageError('ACTION_INPUT', `input scratch: expected true or false, got "${scratch}"`);
  }
  return {
    flow,
    mode: known === 'run-named' ? 'run' : known,
    named: known === 'run-named',
    environment: getInput('environment'),
    ticks: ticks === '' ? [] : ticks.split(','),
    planCount: getInput('plan-count'),
    planHash: getInput('plan-hash'),
    scratch: scratch === 'true',
    handOver: getInput('hand-over') === 'all' ? undefined : listOf(getInput('hand-over'), ','),
    ended: getInput('ended'),
    followers: listOf(getInput('followers'), '\n'),
    maxParallel: getInput('max-parallel') === '' ? undefined : Number(getInput('max-parallel')),
    slots: listOf(getInput('slots'), ',').map(Number),
    rest: getInput('rest'),
    token: getInput('token'),
  };
}

function listOf(text: string, separator: string): readonly string[] {
  return text === '' ? [] : text.split(separator).map((part) => part.trim());
}
