import type { DryRunContext, DryRunsSql } from '../contract/dry-run-sql.ts';
import type { EngineHost } from '../contract/engine-host.ts';
import { GitphonyError } from '../contract/errors.ts';
import type { Flow, TaskNode, TriggerNode } from '../contract/flow.ts';
import { silentLogger } from '../contract/logger.ts';
import type { TObject } from '../contract/schema.ts';
import type { Problem } from '../contract/source.ts';
import { renderOutside, resolveOutside } from '../engine/index.ts';
import { ExpressionError } from '../expressions/index.ts';
import { allTasks, type ParsedFlow, resolveInputs } from '../flow/index.ts';
import { isAddress } from '../util/object-address.ts';
import type { ValueMap } from '../util/values.ts';
import { answerProblem, type SqlOwner, sqlProblem } from './sql-problem.ts';

/** SQL of a task or trigger that was looked at, or why it could not be. */
export interface SqlCheck {
  readonly owner: SqlOwner['kind'];
  readonly id: string;
  readonly problem?: Problem;
  /** What the service says of SQL that is fine. */
  readonly note?: string;
}

/**
 * Asks the services behind a valid flow's tasks and triggers what they would say of its SQL; nothing is run or changed. Templates
 * see the inputs' defaults, variables, keys and secrets of this machine: SQL that needs more (outputs, a trigger) is not checked.
 */
export async function dryRunSql(
  flow: Flow,
  source: ParsedFlow,
  host: EngineHost,
  signal: AbortSignal,
): Promise<readonly SqlCheck[]> {
  const checks: SqlCheck[] = [];
  let context: ValueMap | undefined;
  for (const { kind, node } of owners(flow)) {
    const definition = await host.registry.load(node.type);
    if (!('dryRunSql' in definition) || definition.dryRunSql === undefined) continue;
    context ??= await contextOf(flow, host);
    const owner = { kind, node, flow, source };
    for (const found of await check(owner, definition, context, host, signal)) {
      checks.push({ owner: kind, id: node.id, ...found });
    }
  }
  return checks;
}

/** Tasks and triggers that run at all. */
function* owners(flow: Flow): Generator<Pick<SqlOwner, 'kind' | 'node'>> {
  for (const node of allTasks(flow)) if (node.disabled !== true) yield { kind: 'task', node };
  for (const node of flow.triggers) if (!node.disabled) yield { kind: 'trigger', node: asTask(node) };
}

/** Properties of a trigger are made ready as those of a task. */
function asTask({ id, type, properties, path }: TriggerNode): TaskNode {
  return { id, type, properties, path, children: {}, errors: [], finally: [], runners: {} };
}

type Found = Omit<SqlCheck, 'owner' | 'id'>;

async function check(
  owner: SqlOwner,
  definition: DryRunsSql<TObject>,
  context: ValueMap,
  host: EngineHost,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const { flow, node, kind } = owner;
  const secrets: string[] = [];
  const mask = (secret: string): void => void secrets.push(secret);
  let properties: Readonly<Record<string, unknown>>;
  try {
    properties = await resolveOutside(flow, node, context, host, mask, kind);
  } catch (error) {
    return [notChecked(owner, error)];
  }
  const render: DryRunContext['render'] = (template, extra = {}) =>
    renderOutside(template, { ...context, ...extra }, flow.namespace, host);
  try {
    const answers = (await definition.dryRunSql?.(properties, { log: silentLogger, mask, signal, render })) ?? [];
    const problems = answers.flatMap((answer) => answerProblem(owner, properties, answer) ?? []);
    if (problems.length > 0) return problems.map((problem) => ({ problem }));
    const notes = new Set(answers.flatMap(({ note }) => note ?? []));
    if (notes.size > 0) return [...notes].map((note) => ({ note }));
    return answers.length === 0 ? [] : [{}];
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ExpressionError) return [notChecked(owner, error)];
    if (!(error instanceof GitphonyError)) throw error;
    const message = `its SQL cannot be checked: ${withoutSecrets(error.message, secrets)}`;
    return [{ problem: sqlProblem(owner, 'error', message, error.hint, 'dry-run-sql-not-possible') }];
  }
}

/** What cannot be rendered before a run is no mistake. */
function notChecked(owner: SqlOwner, error: unknown): Found {
  if (!(error instanceof ExpressionError) && !(error instanceof GitphonyError)) throw error;
  return { problem: sqlProblem(owner, 'warning', `its SQL is not checked: ${error.message}`, error.hint) };
}

/** Inputs by their defaults; one without is not there, so that what needs it is not checked. */
async function contextOf(flow: Flow, host: EngineHost): Promise<ValueMap> {
  const { inputs } = await resolveInputs(
    flow,
    {},
    {
      storeFile: () => Promise.reject(new GitphonyError('NO_FILES', 'a dry run stores no files')),
      isAddress: (text) => isAddress(text, host.registry.addresses()),
      render: (template, context) => renderOutside(template, context, flow.namespace, host),
    },
  );
  return {
    flow: { id: flow.id, namespace: flow.namespace },
    inputs,
    vars: flow.variables,
    labels: { ...flow.labels },
  };
}

function withoutSecrets(message: string, secrets: readonly string[]): string {
  return secrets.reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '******')), message);
}
