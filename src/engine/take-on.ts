import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineHost } from '../contract/engine-host.ts';
import { GitphonyError, UsageError } from '../contract/errors.ts';
import type { EventBody } from '../contract/events.ts';
import type { Flow } from '../contract/flow.ts';
import { createMasker, type Masker } from '../util/masker.ts';
import { hostIdentity } from '../util/process-identity.ts';
import { newMap, type ValueMap } from '../util/values.ts';
import type { ExecutionHandle, Undertaking } from './carry-out.ts';
import { readJournal } from './journal/journal-reader.ts';
import { listSegments } from './journal/segment-files.ts';
import { endChildren } from './process/end-children.ts';
import { carryThrough } from './retry/carry-through.ts';
import { livingOwner } from './process/find-owner.ts';
import type { ExecutionRun } from './run/execution-run.ts';
import { restoreVariables } from './run/restore-variables.ts';
import type { ExecutionState } from './state/execution-state.ts';
import { foldEvents } from './state/fold-events.ts';
import { putUnreadable } from './variables/output-tree.ts';

/** What to go on with. */
export interface TakeOnRequest {
  readonly flow: Flow;
  readonly flowText: string;
  readonly executionId: string;
  /** Go on even though the flow file is another one than at the start. Default false. */
  readonly allowOtherRevision?: boolean;
  /** How many calls of flows by flows lead here. Default 0. */
  readonly depth?: number;
  /** The record was brought here from elsewhere: process numbers in it say nothing, and no process is ended by them. Default false. */
  readonly isForeign?: boolean;
  /** Task runs that run again although they are recorded as good: what they made is not here. Default none. */
  readonly lost?: ReadonlySet<string>;
  /** What expressions read as `inputs`, typed; default: the recorded ones. */
  readonly inputs?: ValueMap;
}

/** A recorded execution that nobody works on. */
export interface IdleExecution {
  readonly directory: string;
  /** The segment that whoever takes it on has to claim. */
  readonly segment: number;
  readonly state: ExecutionState;
}

/**
 * Reads an execution that is to be taken on.
 *
 * @throws UsageError EXECUTION_RUNNING, FLOW_CHANGED
 * @throws GitphonyError EXECUTION_NOT_FOUND, JOURNAL_BROKEN
 */
export function readIdle(request: TakeOnRequest, host: EngineHost): IdleExecution {
  const directory = join(host.executionsDirectory, request.executionId);
  // Counted before the journal is read: a segment that somebody begins meanwhile is the very one that we then fail to claim.
  const segment = existsSync(directory) ? (listSegments(directory).at(-1) ?? 0) + 1 : 1;
  const state = foldEvents(readJournal(directory));
  if (request.isForeign !== true) refuseRunning(request, state);
  refuseOtherFlow(request, state);
  return { directory, segment, state };
}

/** What a way of going on adds. */
export interface TakeOnParts extends Pick<Undertaking, 'resumedInputs'> {
  /** First events of the segment. */
  readonly opening: readonly EventBody[];
  readonly masker?: Masker;
  /** What is to be done before the first task. */
  readonly prepare?: (run: ExecutionRun) => Promise<void>;
}

/** Opens a new segment of an execution and runs what is left of its flow. */
export function takeOn(
  request: TakeOnRequest,
  host: EngineHost,
  { directory, segment, state }: IdleExecution,
  { opening, masker, prepare, resumedInputs }: TakeOnParts,
): ExecutionHandle {
  return carryThrough({
    flow: request.flow,
    flowText: request.flowText,
    host,
    masker: masker ?? createMasker(host.secrets.values()),
    directory,
    segment,
    opening,
    variables: {
      inputs: request.inputs ?? readableInputs(state),
      vars: readableVariables(state),
      trigger: state.trigger?.variables,
    },
    state,
    ...(resumedInputs === undefined ? {} : { resumedInputs }),
    ...(request.depth === undefined ? {} : { depth: request.depth }),
    // After the segment is ours: of two that resume at once, only one may end the children.
    async prepare(run) {
      await endSurvivors(state, request.isForeign === true, (body) => run.emit(body));
      restoreVariables(run);
      await prepare?.(run);
    },
  });
}

function refuseRunning({ executionId }: TakeOnRequest, state: ExecutionState): void {
  const owner = livingOwner(state);
  if (owner === undefined) return;
  throw new UsageError(
    'EXECUTION_RUNNING',
    `the execution ${executionId} is running: process ${owner.pid} works on it`,
    { hint: `wait for it, or end it: gitphony executions kill ${executionId}` },
  );
}

function refuseOtherFlow(request: TakeOnRequest, state: ExecutionState): void {
  const { flow, executionId, allowOtherRevision } = request;
  if (flow.namespace !== state.namespace || flow.id !== state.flowId) {
    throw new UsageError(
      'FLOW_CHANGED',
      `expected the flow ${state.namespace}.${state.flowId} of execution ${executionId}, got ${flow.namespace}.${flow.id}`,
      { hint: `resume it with ${state.flowFile}` },
    );
  }
  if (flow.sourceHash !== state.flowHash && allowOtherRevision !== true) {
    throw new UsageError(
      'FLOW_CHANGED',
      `the flow file ${flow.file} has changed since execution ${executionId} began`,
      {
        hint: 'ask for the new revision (--latest), or put the old one back: it stands beside the journal as flow.yaml',
      },
    );
  }
}

async function endSurvivors(state: ExecutionState, isForeign: boolean, emit: (body: EventBody) => void): Promise<void> {
  const children = [...state.taskRuns.values()].flatMap((run) =>
    [...run.children].map(([pid, startTime]) => ({ id: run.id, pid, startTime })),
  );
  if (children.length === 0) return;
  // Process numbers of another machine, or from before a reboot, say nothing here.
  if (!isForeign && state.ownerBefore?.host === hostIdentity()) await endChildren(children);
  for (const { id, pid } of children) emit({ type: 'child.ended', id, pid });
}

/** Inputs that held a secret were not recorded: reading one fails and says so. */
function readableInputs(state: ExecutionState): ValueMap {
  return readable('inputs', state.inputs, state.maskedInputs, 'start the flow anew, with the input');
}

/** The same holds for variables that a task has set. */
function readableVariables(state: ExecutionState): ValueMap {
  const hint = 'start the flow anew; read secrets by secret() where they are used, not through variables';
  return readable('vars', state.variables, state.maskedVariables, hint);
}

function readable(what: string, recorded: ValueMap, masked: readonly string[], hint: string): ValueMap {
  const values = Object.assign(newMap(), recorded);
  for (const name of masked) {
    const message = `${what}.${name} held a secret, which the journal does not keep`;
    putUnreadable(values, name, () => new GitphonyError('SECRET_NOT_RECORDED', message, { hint }));
  }
  return values;
}
