import type { DryRunAnswer, DryRunFault } from '../contract/dry-run-sql.ts';
import type { Flow, TaskNode } from '../contract/flow.ts';
import type { Problem } from '../contract/source.ts';
import type { ParsedFlow } from '../flow/index.ts';
import { placeInSource } from '../util/place-in-source.ts';

/** What holds SQL, and the file that it stands in. */
export interface SqlOwner {
  readonly kind: 'task' | 'trigger';
  readonly node: TaskNode;
  readonly flow: Flow;
  readonly source: ParsedFlow;
}

/** What a service has against SQL, at the SQL's place in the flow file; undefined where it takes it. */
export function answerProblem(
  owner: SqlOwner,
  properties: Readonly<Record<string, unknown>>,
  { property, text, fault, unchecked }: DryRunAnswer,
): Problem | undefined {
  if (unchecked !== undefined) {
    return sqlProblem(owner, 'warning', `its SQL is not checked: ${unchecked}`, undefined, 'sql-not-checked', property);
  }
  if (fault === undefined) return undefined;
  const hint = fault.hint ?? (fault.maybe ? `no matter if something before this ${owner.kind} makes it` : undefined);
  const severity = fault.maybe ? 'warning' : 'error';
  const rule = fault.maybe ? 'sql-not-checked' : 'sql-refused';
  const found = sqlProblem(owner, severity, fault.message, hint, rule, property);
  const position = placeOf(owner, property, text ?? at(properties, property), fault);
  if (position === undefined) return found;
  const end = { ...position, offset: position.offset + 1, column: position.column + 1 };
  return { ...found, range: { start: position, end } };
}

/** A problem with SQL, at the property that holds it. */
export function sqlProblem(
  { kind, node, flow, source }: SqlOwner,
  severity: Problem['severity'],
  message: string,
  hint: string | undefined,
  rule = 'sql-not-checked',
  property: readonly string[] = ['sql'],
): Problem {
  const path = at(node.properties, property) === undefined ? node.path : [...node.path, ...property];
  return {
    severity,
    rule,
    message: `${kind} "${node.id}": ${message}`,
    file: flow.file,
    range: source.rangeOf(path),
    path,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** Where the place that the service names stands in the flow file; undefined where the SQL stands elsewhere. */
function placeOf(
  { node, source }: SqlOwner,
  property: readonly string[],
  rendered: unknown,
  { line, column = 1 }: DryRunFault,
): ReturnType<ParsedFlow['positionIn']> | undefined {
  const written = at(node.properties, property);
  if (line === undefined || typeof written !== 'string' || typeof rendered !== 'string') return undefined;
  const before = rendered.split('\n').slice(0, line - 1);
  const offset = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  const inSource = placeInSource(written, rendered, offset);
  return inSource === undefined ? undefined : source.positionIn([...node.path, ...property], inSource);
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value,
  );
}
