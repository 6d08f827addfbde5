import { unwrap, type ValueMap } from '../src/util/values.ts';

/** Properties as plugins see them: decimals as numbers, all the way down. */
export function plainProperties(properties: ValueMap): Record<string, unknown> {
  return unwrap(properties) as Record<string, unknown>;
}
