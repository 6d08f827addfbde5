import { defineFunction } from '../../contract/expression.ts';
import { requiredText } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

export const envFunction = defineFunction({
  name: 'env',
  doc: 'An environment variable that flows may see; null when unset.',
  arguments: [{ name: 'name', doc: 'Name of the variable.' }],
  effect: 'io',
  run(args, call) {
    const name = requiredText(args, 'name');
    if (call.host.env === undefined) return unavailable('env');
    return call.host.env(name) ?? null;
  },
});
