import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineHost } from '../contract/engine-host.ts';
import { GitphonyError, UsageError } from '../contract/errors.ts';
import type { EventBody } from '../contract/events.ts';
import type { Flow } from '../contract/flow.ts';
import { createMasker } from '../util/masker.ts';
import { newMap, type ValueMap } from '../util/values.ts';
import { carryOut, type ExecutionHandle } from './carry-out.ts';
import { readJournal } from './journal/journal-reader.ts';
import { listSegments } from './journal/segment-files.ts';
import { attachedEvent } from './process/attached-event.ts';
import { endChildren } from './process/end-children.ts';
import { livingOwner } from './process/find-owner.ts';
import { restoreVariables } from './run/restore-variables.ts';
import type { ExecutionState } from './state/execution-state.ts';
import { foldEvents } from './state/fold-events.ts';
import { putUnreadable } from './variables/output-tree.ts';
import { hostIdentity } from '../util/process-identity.ts';

/** What to go on with. */
export interface ResumeRequest {
  readonly flow: Flow;
  readonly flowText: string;
  readonly executionId: string;
  /** Go on even though the flow file is another one than at the start. Default false. */
  readonly allowOtherRevision?: boolean;
}

/**
 * Goes on with an execution whose process died: what is recorded as ended is not run again, children that survived are
 * ended first, and what was interrupted is treated as its type says.
 *
 * @throws UsageError EXECUTION_RUNNING, EXECUTION_ENDED, FLOW_CHANGED
 * @throws GitphonyError EXECUTION_NOT_FOUND, EXECUTION_BUSY, JOURNAL_BROKEN, JOURNAL_UNWRITABLE
 */
export async function resumeExecution(request: ResumeRequest, host: EngineHost): Promise<ExecutionHandle> {
  const { flow, flowText } = request;
  const directory = join(host.executionsDirectory, request.executionId);
  // Counted before the journal is read: a segment that somebody begins meanwhile is the very one that we then fail to claim.
  const segment = nextSegment(directory);
  const state = foldEvents(readJournal(directory));
  refuse(request, state);
  const opening: EventBody[] = [attachedEvent(), { type: 'execution.state', state: 'RESTARTED' }];
  const masker = createMasker(host.secrets.values());
  const variables = {
    inputs: readableInputs(state),
    vars: readableVariables(state),
    trigger: state.trigger?.variables,
  };
  return carryOut({
    flow,
    flowText,
    host,
    masker,
    directory,
    segment,
    opening,
    variables,
    state,
    // After the segment is ours: of two that resume at once, only one may end the children.
    async prepare(run) {
      await endSurvivors(state, (body) => run.emit(body));
      restoreVariables(run);
    },
  });
}

function nextSegment(directory: string): number {
  return existsSync(directory) ? (listSegments(directory).at(-1) ?? 0) + 1 : 1;
}

function refuse({ flow, executionId, allowOtherRevision }: ResumeRequest, state: ExecutionState): void {
  const owner = livingOwner(state);
  if (owner !== undefined) {
    throw new UsageError(
      'EXECUTION_RUNNING',
      `the execution ${executionId} is running: process ${owner.pid} works on it`,
      {
        hint: `wait for it, or end it: gitphony executions kill ${executionId}`,
      },
    );
  }
  if (state.ended !== undefined) {
    throw new UsageError(
      'EXECUTION_ENDED',
      `expected an execution that was interrupted, ${executionId} ended as ${state.ended}`,
      {
        hint: 'run the flow again',
      },
    );
  }
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

async function endSurvivors(state: ExecutionState, emit: (body: EventBody) => void): Promise<void> {
  const children = [...state.taskRuns.values()].flatMap((run) =>
    [...run.children].map(([pid, startTime]) => ({ id: run.id, pid, startTime })),
  );
  if (children.length === 0) return;
  // Process numbers of another machine, or from before a reboot, say nothing here.
  if (state.ownerBefore?.host === hostIdentity()) await endChildren(children);
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
