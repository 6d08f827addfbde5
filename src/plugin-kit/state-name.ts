import { Type } from '../contract/schema.ts';
import type { State } from '../contract/states.ts';

/** Every state by its name; a missing one does not compile. */
const names = Object.keys({
  CREATED: true,
  QUEUED: true,
  RUNNING: true,
  PAUSED: true,
  RESTARTED: true,
  KILLING: true,
  RETRYING: true,
  SUCCESS: true,
  WARNING: true,
  FAILED: true,
  KILLED: true,
  CANCELLED: true,
  RETRIED: true,
  SKIPPED: true,
} satisfies Readonly<Record<State, true>>) as State[];

/** A property that holds the name of a state. */
export function stateName(description: string) {
  return Type.Union(
    names.map((name) => Type.Literal(name)),
    { description },
  );
}
