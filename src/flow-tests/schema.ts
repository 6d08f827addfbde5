/** Kestra's name of the one type of test case. */
export const UNIT_TEST = 'io.kestra.core.tests.flow.UnitTest';

/** What an assertion may compare with, in the order of the docs. */
export const operators = [
  'equalTo',
  'notEqualTo',
  'contains',
  'startsWith',
  'endsWith',
  'in',
  'notIn',
  'greaterThan',
  'greaterThanOrEqualTo',
  'lessThan',
  'lessThanOrEqualTo',
  'isNull',
  'isNotNull',
] as const;

/** An operator of an assertion. */
export type Operator = (typeof operators)[number];

/** States that a fixture may give its task. */
export const fixtureStates = ['SUCCESS', 'WARNING', 'FAILED', 'SKIPPED'] as const;

/** A state that a fixture may give its task. */
export type FixtureState = (typeof fixtureStates)[number];

/** States in which an execution comes to rest. */
const endStates = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'RETRIED', 'PAUSED'] as const;

const text = { type: 'string' } as const;
const name = { type: 'string', minLength: 1 } as const;
const anything = {} as const;

/** JSON Schemas of a suite's parts, each judged by itself so that a mistyped name is told with the nearest one. */
export const schemas = {
  suite: {
    type: 'object',
    required: ['id', 'namespace', 'flowId', 'testCases'],
    additionalProperties: false,
    properties: {
      id: name,
      namespace: name,
      flowId: name,
      description: text,
      disabled: { type: 'boolean' },
      testCases: { type: 'array', minItems: 1, items: { type: 'object' } },
    },
  },
  testCase: {
    type: 'object',
    required: ['id'],
    additionalProperties: false,
    properties: {
      id: name,
      type: { enum: [UNIT_TEST] },
      description: text,
      disabled: { type: 'boolean' },
      fixtures: { type: 'object' },
      assertions: { type: 'array', items: { type: 'object' } },
      expectedState: { enum: [...endStates] },
    },
  },
  fixtures: {
    type: 'object',
    additionalProperties: false,
    properties: {
      inputs: { type: 'object' },
      files: { type: 'object', additionalProperties: text },
      tasks: { type: 'array', items: { type: 'object' } },
      trigger: { type: 'object' },
    },
  },
  taskFixture: {
    type: 'object',
    required: ['id'],
    additionalProperties: false,
    properties: { id: name, description: text, outputs: { type: 'object' }, state: { enum: [...fixtureStates] } },
  },
  triggerFixture: {
    type: 'object',
    required: ['id'],
    additionalProperties: false,
    properties: { id: name, type: name, variables: { type: 'object' } },
  },
  assertion: {
    type: 'object',
    required: ['value'],
    additionalProperties: false,
    properties: {
      value: anything,
      taskId: name,
      description: text,
      errorMessage: text,
      ...Object.fromEntries(operators.map((operator) => [operator, operandSchema(operator)])),
    },
  },
} as const;

/** A part of a suite that has a schema. */
export type SuitePart = keyof typeof schemas;

function operandSchema(operator: Operator): object {
  if (operator === 'in' || operator === 'notIn') return { type: 'array', minItems: 1 };
  if (operator === 'isNull' || operator === 'isNotNull') return { type: 'boolean' };
  return anything;
}
