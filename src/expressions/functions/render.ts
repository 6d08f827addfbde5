import { CallFailure, defineFunction } from '../../contract/expression.ts';
import { optionalBoolean } from '../support/expect.ts';
import { renderValue } from '../support/render-value.ts';

export const renderFunction = defineFunction({
  name: 'render',
  doc: 'A value with the expressions in its texts rendered, until nothing changes.',
  arguments: [
    { name: 'toRender', doc: 'A text, list or map.' },
    { name: 'recursive', doc: 'False: once only; true by default.' },
  ],
  run(args, call) {
    const value = args['toRender'];
    if (value === undefined) throw new CallFailure("expected an argument 'toRender'");
    return renderValue(value, optionalBoolean(args, 'recursive') ?? true, call);
  },
});
