import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineHost } from '../contract/engine-host.ts';
import { GitphonyError, UsageError } from '../contract/errors.ts';
import type { ErrorRecord, EventBody, RetryCount, TriggerRecord } from '../contract/events.ts';
import type { ExecutionNotice } from '../contract/execution.ts';
import type { Flow } from '../contract/flow.ts';
import { createMasker, type Masker } from '../util/masker.ts';
import type { ValueMap } from '../util/values.ts';
import type { Undertaking } from './carry-out.ts';
import { isExecutionId, createExecutionId } from './ids.ts';
import { attachedEvent } from './process/attached-event.ts';

/** What to run. */
export interface StartRequest {
  readonly flow: Flow;
  /** The flow file's text, for places in error messages; a copy is kept beside the journal. */
  readonly flowText: string;
  /** Typed by the flow's declarations. */
  readonly inputs: ValueMap;
  /** Laid over the flow's own labels. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly trigger?: TriggerRecord;
  /** Default: a random one. */
  readonly executionId?: string;
  /** Default 1: there is no server that counts them. */
  readonly flowRevision?: number | string;
  /** How many calls of flows by flows lead here. Default 0. */
  readonly depth?: number;
  /** The execution that this one replays. */
  readonly originalId?: string;
  /** Where it takes the place of another that ended RETRIED. */
  readonly retries?: RetryCount;
  /** Why nothing is to run: the execution is recorded as FAILED at once. */
  readonly refusal?: ErrorRecord;
  /** What is to be said of the execution from the start. */
  readonly notices?: readonly Omit<ExecutionNotice, 'date'>[];
}

/**
 * Makes the folder of a new execution and answers what is to be carried out.
 *
 * @throws UsageError FLOW_DISABLED, EXECUTION_EXISTS, INVALID_EXECUTION_ID
 * @throws GitphonyError JOURNAL_UNWRITABLE
 */
export function newUndertaking(request: StartRequest, host: EngineHost): Undertaking {
  const { flow } = request;
  if (flow.disabled) {
    throw new UsageError('FLOW_DISABLED', `the flow ${flow.namespace}.${flow.id} is disabled`, {
      where: { file: flow.file },
      hint: 'take `disabled: true` out of it',
    });
  }
  const id = request.executionId ?? createExecutionId();
  const directory = makeDirectory(host, id);
  const masker = createMasker(host.secrets.values());
  for (const input of flow.inputs) {
    const value = request.inputs[input.id];
    if (input.type === 'SECRET' && typeof value === 'string') masker.add(value);
  }
  writeCopy(join(directory, 'flow.yaml'), masker.mask(request.flowText));
  const variables = { inputs: request.inputs, vars: flow.variables, trigger: request.trigger?.variables };
  const told = (request.notices ?? []).map(
    ({ level, message }) => ({ type: 'execution.notice', level, message: masker.mask(message) }) as const,
  );
  return {
    flow,
    flowText: request.flowText,
    host,
    masker,
    directory,
    segment: 0,
    opening: [creation(request, id, masker), attachedEvent(), ...told],
    variables,
    ...(request.depth === undefined ? {} : { depth: request.depth }),
    ...(request.refusal === undefined ? {} : { refusal: request.refusal }),
  };
}

function creation(
  request: StartRequest,
  id: string,
  masker: Masker,
): Extract<EventBody, { type: 'execution.created' }> {
  const { flow, trigger } = request;
  const inputs = masker.maskValue(request.inputs);
  const maskedInputs = Object.keys(request.inputs).filter((name) => inputs[name] !== request.inputs[name]);
  return {
    type: 'execution.created',
    id,
    namespace: flow.namespace,
    flowId: flow.id,
    flowRevision: request.flowRevision ?? 1,
    flowHash: flow.sourceHash,
    flowFile: flow.file,
    labels: masker.maskValue({ ...flow.labels, ...request.labels }) as Record<string, string>,
    inputs,
    variables: masker.maskValue(flow.variables),
    ...(trigger === undefined ? {} : { trigger: { ...trigger, variables: masker.maskValue(trigger.variables) } }),
    ...(maskedInputs.length === 0 ? {} : { maskedInputs }),
    ...(request.originalId === undefined ? {} : { originalId: request.originalId }),
    ...(request.retries === undefined ? {} : { retries: request.retries }),
  };
}

function makeDirectory(host: EngineHost, id: string): string {
  if (!isExecutionId(id)) {
    throw new UsageError('INVALID_EXECUTION_ID', `expected an execution id of 8 to 64 letters and digits, got "${id}"`);
  }
  const directory = join(host.executionsDirectory, id);
  try {
    mkdirSync(host.executionsDirectory, { recursive: true });
    mkdirSync(directory);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new UsageError('EXECUTION_EXISTS', `there is an execution ${id} already`, {
        cause,
        hint: 'resume it, or leave the id to gitphony',
      });
    }
    throw unwritable(directory, cause);
  }
  return directory;
}

function writeCopy(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw unwritable(file, cause);
  }
}

function unwritable(path: string, cause: unknown): GitphonyError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GitphonyError('JOURNAL_UNWRITABLE', `cannot record the run in ${path}: ${reason}`, {
    cause,
    hint: 'make room on that disk, or permit writing there',
    retryable: true,
  });
}
