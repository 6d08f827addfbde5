import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineHost } from '../../contract/engine-host.ts';
import { UsageError } from '../../contract/errors.ts';
import type { ExecutionEvent } from '../../contract/events.ts';
import { printJson } from '../../util/json.ts';
import { createMasker, type Masker } from '../../util/masker.ts';
import type { Value } from '../../util/values.ts';
import type { ExecutionHandle } from '../carry-out.ts';
import { readJournal } from '../journal/journal-reader.ts';
import { segmentPath } from '../journal/segment-files.ts';
import { foldEvents } from '../state/fold-events.ts';
import { readIdle, takeOn, type TakeOnRequest } from '../take-on.ts';
import { copyEvents } from './copy-events.ts';
import { planReplay } from './plan-replay.ts';
import { reopening } from './restart-execution.ts';

/** What to replay. */
export interface ReplayRequest extends TakeOnRequest {
  /** The task to begin with: an id, or `id[value]` for one turn of a loop. */
  readonly task: string;
  /** The new execution's id. */
  readonly newId: string;
}

/**
 * Repeats an execution from one of its tasks on, as a new execution: it begins with a copy of what was recorded before that
 * task, and of the task's own earlier attempts, and goes on from there. The original stays as it is.
 *
 * @throws UsageError EXECUTION_RUNNING, EXECUTION_NOT_ENDED, FLOW_CHANGED, TASK_NOT_FOUND, TASK_AMBIGUOUS
 */
export async function replayExecution(request: ReplayRequest, host: EngineHost): Promise<ExecutionHandle> {
  const { executionId, newId, flow } = request;
  const original = readIdle(request, host);
  if (original.state.ended === undefined) {
    throw new UsageError('EXECUTION_NOT_ENDED', `expected an execution that has ended, ${executionId} has not`, {
      hint: `go on with it: gitphony executions resume ${executionId}`,
    });
  }
  const events = readJournal(original.directory);
  const plan = planReplay(events, original.state, flow, request.task);
  const masker = createMasker(host.secrets.values());
  maskSecretInputs(masker, request);
  const copied = copyEvents(events, newId, request.inputs, masker);
  const directory = join(host.executionsDirectory, newId);
  mkdirSync(directory);
  writeFileSync(join(directory, 'flow.yaml'), masker.mask(request.flowText));
  if (existsSync(join(original.directory, 'logs'))) {
    cpSync(join(original.directory, 'logs'), join(directory, 'logs'), { recursive: true });
  }
  writeFileSync(segmentPath(directory, 0), toLines(copied.events));
  const newIds = (ids: readonly string[]): string[] => ids.map((id) => copied.ids.get(id) ?? id);
  const opening = reopening(
    { removed: newIds(plan.removed), reopened: newIds(plan.reopened) },
    flow.sourceHash,
    'system.replay',
  );
  return takeOn(
    { ...request, executionId: newId },
    host,
    { directory, segment: 1, state: foldEvents(copied.events) },
    { opening, masker },
  );
}

function maskSecretInputs(masker: Masker, { flow, inputs }: ReplayRequest): void {
  for (const { id, type } of flow.inputs) {
    const value = inputs?.[id];
    if (type === 'SECRET' && typeof value === 'string') masker.add(value);
  }
}

function toLines(events: readonly ExecutionEvent[]): string {
  return events.map((event) => `${printJson(event as unknown as Value)}\n`).join('');
}
