import { CallFailure, defineFunction } from '../../contract/expression.ts';
import { readIon } from '../formats/ion-read.ts';
import { describe } from '../runtime/numbers.ts';

export const fromIonFunction = defineFunction({
  name: 'fromIon',
  doc: 'The first value of an Ion text.',
  arguments: [{ name: 'ion', doc: 'The text.' }],
  run(args) {
    const value = args['ion'];
    if (value === undefined) throw new CallFailure("expected an argument 'ion'");
    if (value === null) return null;
    if (typeof value !== 'string')
      throw new CallFailure(`expected a text as the argument 'ion', but found ${describe(value)}`);
    return value.trim() === '' ? null : readIon(value);
  },
});
