import { check, flow, output, pluginDefault, slas } from './flow.ts';
import { inputs } from './input.ts';
import type { JsonSchema } from './parts.ts';
import { retries, task, trigger } from './task.ts';

/** Every schema of the flow language's own keys by its name: `tools/generate-registry.ts` makes validators of them. */
export const schemas = {
  flow,
  pluginDefault,
  output,
  task,
  trigger,
  check,
  slaMaxDuration: slas.MAX_DURATION,
  slaExecutionAssertion: slas.EXECUTION_ASSERTION,
  retryConstant: retries.constant,
  retryExponential: retries.exponential,
  retryRandom: retries.random,
  ...(Object.fromEntries(Object.entries(inputs).map(([type, schema]) => [`input${type}`, schema])) as Readonly<
    Record<`input${keyof typeof inputs}`, JsonSchema>
  >),
} as const satisfies Readonly<Record<string, JsonSchema>>;

export type SchemaName = keyof typeof schemas;
