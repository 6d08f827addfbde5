import type { PredicateDefinition } from '../../contract/expression.ts';
import { indexByName } from '../support/registry.ts';
import { definedPredicate } from './defined.ts';
import { emptyPredicate } from './empty.ts';
import { evenPredicate } from './even.ts';
import { iterablePredicate } from './iterable.ts';
import { jsonPredicate } from './json.ts';
import { mapPredicate } from './map.ts';
import { nullPredicate } from './null.ts';
import { oddPredicate } from './odd.ts';

/** Every test (`is name`). A test compares this list with the folder. */
export const PREDICATES: readonly PredicateDefinition[] = [
  definedPredicate,
  emptyPredicate,
  evenPredicate,
  iterablePredicate,
  jsonPredicate,
  mapPredicate,
  nullPredicate,
  oddPredicate,
];

const byName = indexByName(PREDICATES);

export function findPredicate(name: string): PredicateDefinition | undefined {
  return byName.get(name);
}

export function predicateNames(): string[] {
  return [...byName.keys()];
}
