import type { Retry } from '../../../contract/flow.ts';
import { fixed, Type } from '../../../contract/schema.ts';
import { gcpProperties } from '../properties.ts';

/** Reasons of BigQuery's that pass, by Kestra's list. */
const RETRY_REASONS = ['rateLimitExceeded', 'jobBackendError', 'backendError', 'internalError', 'jobInternalError'];
const RETRY_MESSAGES = [
  'due to concurrent update',
  'Retrying the job may solve the problem',
  'Retrying may solve the problem',
];

const duration = (description: string) =>
  Type.Optional(Type.Unsafe<string>({ type: 'string', format: 'duration', description }));

/** What every BigQuery task takes. */
export const bigQueryProperties = {
  ...gcpProperties,
  location: Type.Optional(
    Type.String({ description: 'Where jobs run and new data sets lie: `EU`, `europe-west2`, …' }),
  ),
  retryAuto: Type.Optional(
    fixed(
      Type.Object(
        {
          type: Type.Unsafe<Retry['type']>({ type: 'string', enum: ['constant', 'exponential', 'random'] }),
          interval: duration('Wait before the next try.'),
          minInterval: duration('Random: the shortest wait.'),
          maxInterval: duration('The longest wait.'),
          delayFactor: Type.Optional(Type.Number({ description: 'Exponential: by what each wait grows. Default 2.' })),
          maxAttempts: Type.Optional(Type.Integer({ description: 'Tries in all, the first one included.' })),
          maxDuration: duration('No try begins later than this after the first.'),
          behavior: Type.Optional(
            Type.Unsafe<'RETRY_FAILED_TASK'>({
              type: 'string',
              enum: ['RETRY_FAILED_TASK'],
              description: 'Without effect: a job is tried again inside its task, never by another execution.',
            }),
          ),
          warningOnRetry: Type.Optional(
            Type.Boolean({ description: 'Without effect: every retry is a warning in the log.' }),
          ),
        },
        {
          description:
            'How a job that failed for a passing reason is tried again inside one attempt of the task. Default: exponential from PT5S, at most 10 tries in PT15M.',
        },
      ),
    ),
  ),
  retryReasons: Type.Optional(
    Type.Array(Type.String(), { description: 'Reasons of BigQuery’s that pass.', default: RETRY_REASONS }),
  ),
  retryMessages: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Parts of messages of BigQuery’s that pass, upper and lower case alike.',
      default: RETRY_MESSAGES,
    }),
  ),
};

export interface RetryProperties {
  readonly retryAuto?: Partial<Retry>;
  readonly retryReasons?: readonly string[];
  readonly retryMessages?: readonly string[];
}

/** When and how often a job is tried again. */
export interface RetryRule {
  readonly policy: Retry;
  readonly reasons: readonly string[];
  readonly messages: readonly string[];
}

const DEFAULT_POLICY: Retry = {
  type: 'exponential',
  interval: 'PT5S',
  maxInterval: 'PT1H',
  maxDuration: 'PT15M',
  maxAttempts: 10,
};

/** The rule that the properties ask for, Kestra's where they say nothing. */
export function retryRule({ retryAuto, retryReasons, retryMessages }: RetryProperties): RetryRule {
  return {
    policy: retryAuto === undefined ? DEFAULT_POLICY : { type: 'exponential', interval: 'PT5S', ...retryAuto },
    reasons: retryReasons ?? RETRY_REASONS,
    messages: (retryMessages ?? RETRY_MESSAGES).map((text) => text.toLowerCase()),
  };
}
