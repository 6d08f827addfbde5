import type { FuzzTarget } from './target.ts';
import { expressionTarget } from './targets/expressions.ts';
import { flowTarget } from './targets/flows.ts';
import { timeTarget } from './targets/times.ts';

/** Everything that reads texts from outside. */
export const targets: readonly FuzzTarget[] = [flowTarget, expressionTarget, timeTarget];
