import {
  boolean,
  duration,
  dynamicDuration,
  id,
  labels,
  list,
  listOfMaps,
  logLevel,
  map,
  object,
  scalarText,
  text,
  worker,
} from './parts.ts';

/** Told by `ignored.ts` to have no effect. */
const ignored = { version: scalarText, logToFile: boolean, assets: map };

/** What every task may say of itself; its type's own properties are judged by the type's schema. */
export const task = {
  type: 'object',
  properties: {
    id,
    type: text,
    description: scalarText,
    timeout: dynamicDuration,
    retry: { type: 'object' },
    allowFailure: boolean,
    allowWarning: boolean,
    runIf: scalarText,
    logLevel,
    disabled: boolean,
    taskCache: object({ enabled: boolean, ttl: duration }, ['enabled']),
    ...worker,
    ...ignored,
    errors: listOfMaps,
    finally: listOfMaps,
  },
  required: ['id', 'type'],
} as const;

/** What every trigger may say of itself. */
export const trigger = {
  type: 'object',
  properties: {
    id,
    type: text,
    description: scalarText,
    disabled: boolean,
    inputs: { type: 'object' },
    labels,
    conditions: listOfMaps,
    when: scalarText,
    logLevel,
    allowConcurrent: boolean,
    ...worker,
    ...ignored,
    failOnTriggerError: boolean,
    stopAfter: list,
  },
  required: ['id', 'type'],
} as const;

/** Keys of tasks and triggers that Kestra knows and this version does not carry out. */
export const unsupportedTaskKeys: Readonly<Record<string, string>> = {
  policyRefs: 'policies',
};

export const unsupportedTriggerKeys = unsupportedTaskKeys;

const attempts = { maxAttempts: { type: 'integer', minimum: 1 }, maxDuration: duration, warningOnRetry: boolean };
const behavior = { enum: ['RETRY_FAILED_TASK', 'CREATE_NEW_EXECUTION'] };

/** `retry` by its type. */
export const retries = {
  constant: object({ type: text, behavior, interval: duration, ...attempts }, ['type', 'interval']),
  exponential: object(
    {
      type: text,
      behavior,
      interval: duration,
      maxInterval: duration,
      delayFactor: { type: 'number', exclusiveMinimum: 0 },
      ...attempts,
    },
    ['type', 'interval', 'maxInterval'],
  ),
  random: object({ type: text, behavior, minInterval: duration, maxInterval: duration, ...attempts }, [
    'type',
    'minInterval',
    'maxInterval',
  ]),
} as const;
