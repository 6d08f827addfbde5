import { CallFailure, defineFunction } from '../../contract/expression.ts';
import { requiredCount } from '../support/expect.ts';

export const randomIntFunction = defineFunction({
  name: 'randomInt',
  doc: 'A random integer from lower up to, not with, upper.',
  arguments: [
    { name: 'lower', doc: 'The smallest.' },
    { name: 'upper', doc: 'One more than the largest.' },
  ],
  effect: 'random',
  run(args) {
    const lower = requiredCount(args, 'lower');
    const upper = requiredCount(args, 'upper');
    if (upper < lower) throw new CallFailure(`expected an upper bound of at least ${lower}, but found ${upper}`);
    return BigInt(Math.floor(Math.random() * (upper - lower)) + lower);
  },
});
