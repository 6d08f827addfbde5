import type { EngineHost } from '../contract/engine-host.ts';
import { GitphonyError } from '../contract/errors.ts';
import type { Flow, TaskNode } from '../contract/flow.ts';
import type { TaskLogger } from '../contract/logger.ts';
import type { Problem } from '../contract/source.ts';
import type { DryRunAnswer, TaskDefinition } from '../contract/task.ts';
import { renderOutside, resolveOutside } from '../engine/index.ts';
import { ExpressionError } from '../expressions/index.ts';
import { allTasks, type ParsedFlow, resolveInputs } from '../flow/index.ts';
import { isAddress } from '../util/object-address.ts';
import { placeInSource } from '../util/place-in-source.ts';
import type { ValueMap } from '../util/values.ts';

/** A task whose SQL was looked at, or why it could not be. */
export interface SqlCheck {
  readonly task: string;
  readonly problem?: Problem;
  /** What the service says of SQL that is fine. */
  readonly note?: string;
}

/**
 * Asks the services behind a valid flow's tasks what they would say of its SQL; nothing is run or changed. Templates see the
 * inputs' defaults, variables, keys and secrets of this machine: SQL that needs more (outputs, a trigger) is not checked.
 */
export async function dryRunSql(
  flow: Flow,
  source: ParsedFlow,
  host: EngineHost,
  signal: AbortSignal,
): Promise<readonly SqlCheck[]> {
  const checks: SqlCheck[] = [];
  let context: ValueMap | undefined;
  for (const node of allTasks(flow)) {
    const definition = await host.registry.load(node.type);
    if (node.disabled === true || definition.kind !== 'task' || definition.dryRunSql === undefined) continue;
    context ??= await contextOf(flow, host);
    checks.push({ task: node.id, ...(await check({ flow, node, definition, context, source, host, signal })) });
  }
  return checks;
}

interface CheckWork {
  readonly flow: Flow;
  readonly node: TaskNode;
  readonly definition: TaskDefinition;
  readonly context: ValueMap;
  readonly source: ParsedFlow;
  readonly host: EngineHost;
  readonly signal: AbortSignal;
}

async function check(work: CheckWork): Promise<Omit<SqlCheck, 'task'>> {
  const { flow, node, definition, context, host, signal } = work;
  const secrets: string[] = [];
  let properties: Readonly<Record<string, unknown>>;
  try {
    properties = await resolveOutside(flow, node, context, host, (secret) => void secrets.push(secret));
  } catch (error) {
    if (!(error instanceof ExpressionError) && !(error instanceof GitphonyError)) throw error;
    return { problem: problemAt(work, 'warning', `its SQL is not checked: ${error.message}`, error.hint) };
  }
  try {
    const mask = (secret: string): void => void secrets.push(secret);
    const answer = await definition.dryRunSql?.(properties, { log: silent, mask, signal });
    return answer === undefined ? {} : judge(work, properties, answer);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof GitphonyError)) throw error;
    const message = `its SQL cannot be checked: ${withoutSecrets(error.message, secrets)}`;
    return { problem: problemAt(work, 'error', message, error.hint, 'dry-run-sql-not-possible') };
  }
}

function judge(
  work: CheckWork,
  properties: Readonly<Record<string, unknown>>,
  { property, note, fault }: DryRunAnswer,
): Omit<SqlCheck, 'task'> {
  if (fault === undefined) return note === undefined ? {} : { note };
  const hint = fault.hint ?? (fault.maybe ? 'no matter if a task before this one makes it' : undefined);
  const severity = fault.maybe ? 'warning' : 'error';
  const found = problemAt(work, severity, fault.message, hint);
  const position = placeOf(work, property, properties[property], fault);
  if (position === undefined) return { problem: found };
  const end = { ...position, offset: position.offset + 1, column: position.column + 1 };
  return { problem: { ...found, range: { start: position, end } } };
}

/** Where the place that the service names stands in the flow file; undefined where the SQL stands elsewhere. */
function placeOf(
  { node, source }: CheckWork,
  property: string,
  rendered: unknown,
  { line, column = 1 }: NonNullable<DryRunAnswer['fault']>,
): ReturnType<ParsedFlow['positionIn']> | undefined {
  const written = node.properties[property];
  if (line === undefined || typeof written !== 'string' || typeof rendered !== 'string') return undefined;
  const before = rendered.split('\n').slice(0, line - 1);
  const offset = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  const inSource = placeInSource(written, rendered, offset);
  return inSource === undefined ? undefined : source.positionIn([...node.path, property], inSource);
}

function problemAt(
  { flow, node, source }: CheckWork,
  severity: Problem['severity'],
  message: string,
  hint: string | undefined,
  rule = severity === 'error' ? 'sql-refused' : 'sql-not-checked',
): Problem {
  const path = 'sql' in node.properties ? [...node.path, 'sql'] : node.path;
  return {
    severity,
    rule,
    message: `task "${node.id}": ${message}`,
    file: flow.file,
    range: source.rangeOf(path),
    path,
    ...(hint === undefined ? {} : { hint }),
  };
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

const nothing = (): void => undefined;
const silent: TaskLogger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  log: nothing,
};
