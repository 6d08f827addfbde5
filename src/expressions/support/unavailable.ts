import { CallFailure } from '../../contract/expression.ts';

/** A function that needs something from outside which is not there: during validation, in `render` on the command line, … */
export function unavailable(name: string): never {
  throw new CallFailure(`${name}() is not available here`, { hint: 'it can be evaluated while a flow runs' });
}
