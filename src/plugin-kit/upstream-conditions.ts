import type { ConditionNode } from '../contract/flow.ts';
import { durationText, type Static, Type } from '../contract/schema.ts';
import type { DocumentPath } from '../contract/source.ts';
import type { ValueMap } from '../util/values.ts';
import { stateName } from './state-name.ts';

const text = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);
const labels = Type.Union(
  [Type.Record(Type.String(), text), Type.Array(Type.Object({ key: Type.String(), value: text }))],
  {
    description: 'Labels that its execution must have.',
  },
);

const upstreamFlow = {
  namespace: Type.String({ minLength: 1, description: 'The namespace of the flow.' }),
  flowId: Type.Optional(Type.String({ minLength: 1, description: 'Its id. Default: any flow of the namespace.' })),
  states: Type.Optional(
    Type.Array(stateName('A state of an execution.'), {
      description: 'The states its execution must end in. Default: any.',
    }),
  ),
  labels: Type.Optional(labels),
};

/** One entry of `preconditions.flows`. */
export const preconditionFlow = Type.Object(upstreamFlow, { additionalProperties: false });

/** One entry of `dependsOn`, Kestra 2.0's name for it. */
export const dependency = Type.Object(
  {
    ...upstreamFlow,
    when: Type.Optional(
      Type.String({ description: 'A template; the entry counts where it renders to a text that is true.' }),
    ),
  },
  { additionalProperties: false },
);

const equality = ['EQUAL_TO', 'NOT_EQUAL_TO', 'IN', 'NOT_IN'] as const;
const literals = <T extends string>(names: readonly T[]) => Type.Union(names.map((name) => Type.Literal(name)));

const filter = Type.Object(
  {
    field: literals(['FLOW_ID', 'NAMESPACE', 'STATE', 'EXPRESSION']),
    type: literals([...equality, 'STARTS_WITH', 'ENDS_WITH', 'IS_TRUE', 'IS_FALSE']),
    value: Type.Optional(Type.String({ minLength: 1 })),
    values: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
  },
  { additionalProperties: false },
);

/** One entry of `preconditions.where`. */
export const whereClause = Type.Object(
  {
    id: Type.String({ minLength: 1, description: 'A name of yours.' }),
    operand: Type.Optional(literals(['AND', 'OR'])),
    filters: Type.Array(filter, { minItems: 1 }),
  },
  { additionalProperties: false },
);

/** The time in which all must have come true, as `MultipleCondition` has it. */
export const upstreamWindow = Type.Object(
  {
    type: Type.Optional(literals(['DURATION_WINDOW', 'SLIDING_WINDOW', 'DAILY_TIME_DEADLINE', 'DAILY_TIME_WINDOW'])),
    window: Type.Optional(durationText({ description: 'Length of the window. Default: P1D.' })),
    windowAdvance: Type.Optional(durationText({ description: 'How much later than midnight windows begin.' })),
    deadline: Type.Optional(Type.String({ description: 'A time of the day such as `09:00:00`.' })),
    startTime: Type.Optional(Type.String({ description: 'A time of the day such as `06:00:00`.' })),
    endTime: Type.Optional(Type.String({ description: 'A time of the day such as `09:00:00`.' })),
  },
  { additionalProperties: false, description: 'The time in which all must have come true. Default: each day.' },
);

/** What a Flow trigger waits for, whichever way it is written. */
export interface UpstreamSpec {
  /** A name for what is remembered. */
  readonly id: string;
  readonly flows: readonly Static<typeof dependency>[];
  readonly where: readonly Static<typeof whereClause>[];
  readonly timeWindow: Static<typeof upstreamWindow> | undefined;
  readonly resetOnSuccess: boolean | undefined;
  /** Where it stands in the flow file. */
  readonly path: DocumentPath;
}

const conditionType = (name: string): string => `io.kestra.plugin.core.condition.${name}`;

/**
 * The condition that a specification stands for. One entry without a window needs no memory: it is judged by itself;
 * several are a MultipleCondition. Undefined where nothing is asked.
 */
export function upstreamCondition(spec: UpstreamSpec): ConditionNode | undefined {
  const { path } = spec;
  const parts = [
    ...spec.flows.map((flow, index) => [`flow-${index + 1}`, flowCondition(flow, path)] as const),
    ...spec.where.map((clause, index) => [`where-${index + 1}`, clauseCondition(clause, path)] as const),
  ];
  const [first] = parts;
  if (first === undefined) return undefined;
  if (parts.length === 1 && spec.timeWindow === undefined) return first[1];
  return {
    type: conditionType('MultipleCondition'),
    properties: {
      id: spec.id.replaceAll(/[^\w-]/g, '-'),
      ...(spec.timeWindow === undefined ? {} : { timeWindow: { ...spec.timeWindow } }),
      ...(spec.resetOnSuccess === undefined ? {} : { resetOnSuccess: spec.resetOnSuccess }),
    },
    children: Object.fromEntries(parts.map(([name, node]) => [`conditions.${name}`, [node]])),
    path,
  };
}

function flowCondition(flow: Static<typeof dependency>, path: DocumentPath): ConditionNode {
  const { namespace, flowId, states, labels: wanted, when } = flow;
  const nodes = [
    flowId === undefined
      ? leaf('ExecutionNamespace', { namespace, comparison: 'EQUALS' }, path)
      : leaf('ExecutionFlow', { namespace, flowId }, path),
    ...(states === undefined ? [] : [leaf('ExecutionStatus', { in: [...states] }, path)]),
    ...(wanted === undefined ? [] : [leaf('ExecutionLabels', { labels: wanted }, path)]),
    ...(when === undefined ? [] : [leaf('Expression', { expression: when }, path)]),
  ];
  return all(nodes, path);
}

function clauseCondition({ operand = 'AND', filters }: Static<typeof whereClause>, path: DocumentPath): ConditionNode {
  const nodes = filters.map((one) => filterCondition(one, path));
  return operand === 'OR' ? group('Or', nodes, path) : all(nodes, path);
}

function filterCondition(one: Static<typeof filter>, path: DocumentPath): ConditionNode {
  const { field, type, value } = one;
  const values = one.values ?? (value === undefined ? [] : [value]);
  const isNegative = type === 'NOT_EQUAL_TO' || type === 'NOT_IN' || type === 'IS_FALSE';
  const positive = (): ConditionNode => {
    switch (field) {
      case 'STATE':
        return leaf('ExecutionStatus', { in: values }, path);
      case 'EXPRESSION':
        return leaf('Expression', { expression: value ?? '' }, path);
      case 'NAMESPACE': {
        const comparison = type === 'STARTS_WITH' ? 'PREFIX' : type === 'ENDS_WITH' ? 'SUFFIX' : 'EQUALS';
        return any(
          values.map((namespace) => leaf('ExecutionNamespace', { namespace, comparison }, path)),
          path,
        );
      }
      default:
        return any(
          values.map((id) => leaf('Expression', { expression: `{{ execution.flowId == ${quoted(id)} }}` }, path)),
          path,
        );
    }
  };
  return isNegative ? group('Not', [positive()], path) : positive();
}

/** What a filter cannot say, in words; undefined where all is well. */
export function filterFault({ field, type, value, values }: Static<typeof filter>): string | undefined {
  const byText = type === 'STARTS_WITH' || type === 'ENDS_WITH';
  const byTruth = type === 'IS_TRUE' || type === 'IS_FALSE';
  const fits = field === 'EXPRESSION' ? byTruth : field === 'NAMESPACE' ? !byTruth : !byTruth && !byText;
  if (!fits) return `the field ${field} cannot be compared by ${type}`;
  return value === undefined && values === undefined ? `the field ${field} needs a value` : undefined;
}

function leaf(name: string, properties: ValueMap, path: DocumentPath): ConditionNode {
  return { type: conditionType(name), properties, children: {}, path };
}

function group(name: 'Or' | 'Not', nodes: readonly ConditionNode[], path: DocumentPath): ConditionNode {
  return { type: conditionType(name), properties: {}, children: { conditions: nodes }, path };
}

function any(nodes: readonly ConditionNode[], path: DocumentPath): ConditionNode {
  const [only] = nodes;
  return nodes.length === 1 && only !== undefined ? only : group('Or', nodes, path);
}

/** There is no condition that joins others: all hold where it is not so that one does not. */
function all(nodes: readonly ConditionNode[], path: DocumentPath): ConditionNode {
  const [only] = nodes;
  if (nodes.length === 1 && only !== undefined) return only;
  return group(
    'Not',
    nodes.map((node) => group('Not', [node], path)),
    path,
  );
}

/** A text in a template. */
function quoted(value: string): string {
  return JSON.stringify(value);
}
