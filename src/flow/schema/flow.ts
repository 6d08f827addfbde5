import { boolean, duration, labels, list, listOfMaps, map, object, scalarText, text, worker } from './parts.ts';

/** Keys of a flow. Lists of tasks, inputs and so on are read entry by entry with schemas of their own. */
export const flow = object(
  {
    id: { type: 'string', pattern: '^[a-zA-Z0-9][a-zA-Z0-9._-]*$', minLength: 1, maxLength: 100 },
    namespace: { type: 'string', pattern: '^[a-z0-9][a-z0-9._-]*$', minLength: 1, maxLength: 150 },
    description: scalarText,
    labels,
    inputs: listOfMaps,
    outputs: listOfMaps,
    variables: map,
    tasks: { ...listOfMaps, minItems: 1 },
    errors: listOfMaps,
    finally: listOfMaps,
    afterExecution: listOfMaps,
    triggers: listOfMaps,
    pluginDefaults: list,
    concurrency: object({ limit: { type: 'integer', minimum: 1 }, behavior: { enum: ['QUEUE', 'CANCEL', 'FAIL'] } }, [
      'limit',
    ]),
    retry: map,
    sla: listOfMaps,
    checks: listOfMaps,
    disabled: boolean,
    revision: { type: 'integer' },
    deleted: boolean,
    tenantId: text,
    ...worker,
  },
  ['id', 'namespace', 'tasks'],
);

/** An entry of `pluginDefaults`. */
export const pluginDefault = object({ type: { ...text, minLength: 1 }, forced: boolean, values: map }, [
  'type',
  'values',
]);

/** An entry of `outputs`. `type` and the typed properties are those of inputs. */
export const output = {
  type: 'object',
  properties: {
    id: { type: 'string', pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]*$', minLength: 1 },
    type: text,
    description: scalarText,
    displayName: scalarText,
    required: boolean,
    value: {},
    itemType: text,
  },
  required: ['id', 'type', 'value'],
  additionalProperties: false,
} as const;

/** Keys that a server writes into flows that it exports. They say nothing here: the history is git's. */
export const serverKeys: readonly string[] = ['revision', 'deleted', 'tenantId'];

/** An entry of `checks`. */
export const check = object(
  {
    condition: { type: ['string', 'boolean'] },
    message: scalarText,
    style: { enum: ['ERROR', 'SUCCESS', 'WARNING', 'INFO'] },
    behavior: { enum: ['BLOCK_EXECUTION', 'FAIL_EXECUTION', 'CREATE_EXECUTION'] },
  },
  ['condition', 'message'],
);

const slaHead = { id: { ...text, minLength: 1 }, type: text, behavior: { enum: ['FAIL', 'CANCEL', 'NONE'] }, labels };

/** An entry of `sla` by its type. */
export const slas = {
  MAX_DURATION: object({ ...slaHead, duration }, ['id', 'type', 'behavior', 'duration']),
  EXECUTION_ASSERTION: object({ ...slaHead, assert: { type: ['string', 'boolean'] } }, [
    'id',
    'type',
    'behavior',
    'assert',
  ]),
} as const;

/** What keys of a flow were called in earlier versions of Kestra. */
export const OLDER_FLOW_KEYS: Readonly<Record<string, string>> = { taskDefaults: 'pluginDefaults' };

/**
 * Keys that Kestra knows and this version does not carry out. They are refused by name: a flow that asks for a quota
 * must not run without one.
 */
export const unsupportedFlowKeys: Readonly<Record<string, string>> = {
  listeners: 'listeners: afterExecution with runIf took their place',
  quotas: 'quotas',
  policyRefs: 'policies',
};
