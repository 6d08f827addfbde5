import { defineFunction } from '../../contract/expression.ts';
import { requiredText } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

export const secretFunction = defineFunction({
  name: 'secret',
  doc: 'The value of a secret.',
  arguments: [{ name: 'key', doc: 'Name of the secret.' }],
  effect: 'io',
  run(args, call) {
    const key = requiredText(args, 'key');
    return call.host.secret?.(key) ?? unavailable('secret');
  },
});
