import { UsageError } from '../contract/errors.ts';
import type { EngineHost } from '../contract/engine-host.ts';
import type { TriggerRecord } from '../contract/events.ts';
import type { Flow } from '../contract/flow.ts';
import type { ExecutionInfo } from '../contract/run-context.ts';
import { createExecutionId, type ExecutionHandle, renderOutside, startExecution } from '../engine/index.ts';
import { resolveInputs } from '../flow/index.ts';
import type { DocumentPath, SourcePosition, SourceRange } from '../contract/source.ts';
import { didYouMean } from '../util/nearest-name.ts';
import { isAddress } from '../util/object-address.ts';
import type { ValueMap } from '../util/values.ts';
import { judgeChecks } from './judge-checks.ts';
import { triggerLabels } from './trigger-labels.ts';

/** What somebody asks of a flow: given inputs (texts or typed values), labels, and the trigger that the run stands for. */
export interface StartRequest {
  readonly inputs: ValueMap;
  readonly labels?: Readonly<Record<string, string>>;
  readonly trigger?: TriggerRecord;
  /** Given where the id must follow from something (a run on GitHub); random otherwise. */
  readonly executionId?: string;
  /** Which version of the flow this is. Default 1. */
  readonly flowRevision?: number | string;
  /** What to do with inputs that the flow does not declare. Default `refuse`. */
  readonly undeclaredInputs?: 'refuse' | 'ignore';
  /** How many calls of flows by flows lead here. Default 0. */
  readonly depth?: number;
  /** The execution that this one replays. */
  readonly originalId?: string;
}

/** A valid flow with its text; `rangeOf` finds places in it for messages. */
export interface FlowSource {
  readonly flow: Flow;
  readonly text: string;
  readonly rangeOf?: (path: DocumentPath) => SourceRange;
}

/**
 * Checks the inputs and starts an execution. The trigger's own inputs lie under the given ones.
 * Fails with INPUT_INVALID (every wrong, missing and unknown input at once) and as {@link judgeChecks} before anything is
 * recorded.
 */
export async function startFlow(source: FlowSource, request: StartRequest, host: EngineHost): Promise<ExecutionHandle> {
  const { flow, text } = source;
  const executionId = request.executionId ?? createExecutionId();
  const given = { ...(await triggerInputs(source, request.trigger, host)), ...request.inputs };
  const flowRevision = request.flowRevision ?? 1;
  const info = { id: executionId, namespace: flow.namespace, flowId: flow.id, flowRevision };
  const inputs = await checkInputs(source, given, info, host, request.undeclaredInputs);
  const { trigger } = request;
  const labels = { ...flow.labels, ...(await triggerLabels(source, trigger, host)), ...request.labels };
  const context = {
    flow: { id: flow.id, namespace: flow.namespace },
    inputs,
    vars: flow.variables,
    labels,
    ...(trigger === undefined ? {} : { trigger: trigger.variables }),
  };
  const outcome = await judgeChecks(source, context, host);
  return startExecution(
    {
      flow,
      flowText: text,
      inputs,
      executionId,
      flowRevision,
      labels,
      ...outcome,
      ...(trigger === undefined ? {} : { trigger }),
      ...(request.depth === undefined ? {} : { depth: request.depth }),
      ...(request.originalId === undefined ? {} : { originalId: request.originalId }),
    },
    host,
  );
}

/**
 * Types given inputs by the flow's declarations; files are stored for the execution.
 * Fails with INPUT_INVALID, naming every wrong, missing and unknown one.
 */
export async function checkInputs(
  source: FlowSource,
  given: ValueMap,
  info: ExecutionInfo,
  host: EngineHost,
  undeclared: StartRequest['undeclaredInputs'] = 'refuse',
): Promise<ValueMap> {
  const { flow } = source;
  const { inputs, problems, unknown } = await resolveInputs(flow, given, {
    storeFile: (input, path) => host.storage.putInput(info, input, path.split('/').pop() ?? input, path),
    isAddress: (text) => isAddress(text, host.registry.addresses()),
    render: (template, context) => renderOutside(template, context, flow.namespace, host),
  });
  const names = flow.inputs.map(({ id }) => id);
  const lines = [
    ...(undeclared === 'ignore' ? [] : unknown).map(
      (name) =>
        `${name}: expected an input of this flow (${names.join(', ') || 'it has none'}), ${didYouMean(name, names) ?? 'got another name'}`,
    ),
    ...problems.map(({ input, message }) => `${input}: ${message}`),
  ];
  if (lines.length === 0) return inputs;
  throw new UsageError(
    'INPUT_INVALID',
    lines.length === 1 ? `input ${lines[0] ?? ''}` : `inputs:\n  ${lines.join('\n  ')}`,
    { where: { file: flow.file, ...placeOf(source, problems[0]?.input) } },
  );
}

async function triggerInputs(
  source: FlowSource,
  trigger: TriggerRecord | undefined,
  host: EngineHost,
): Promise<ValueMap> {
  const { flow } = source;
  const node = flow.triggers.find(({ id, type }) => id === trigger?.id && type === trigger.type);
  if (trigger === undefined || node === undefined) return {};
  const context: ValueMap = {
    trigger: trigger.variables,
    flow: { id: flow.id, namespace: flow.namespace },
    vars: flow.variables,
  };
  const inputs: ValueMap = {};
  for (const [name, value] of Object.entries(node.inputs)) {
    if (typeof value !== 'string') inputs[name] = value;
    else {
      try {
        inputs[name] = await renderOutside(value, context, flow.namespace, host);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        const position = source.rangeOf?.([...node.path, 'inputs', name]).start;
        throw new UsageError('INPUT_INVALID', `input ${name} of the trigger ${node.id}: ${reason}`, {
          cause,
          where: { file: flow.file, ...(position === undefined ? {} : { position }) },
        });
      }
    }
  }
  return inputs;
}

/** Where the first wrong input is declared. */
function placeOf({ flow, rangeOf }: FlowSource, input: string | undefined): { position?: SourcePosition } {
  const node = flow.inputs.find(({ id }) => id === input);
  return node === undefined || rangeOf === undefined ? {} : { position: rangeOf(node.path).start };
}
