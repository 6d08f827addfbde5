import { CallFailure, defineFunction } from '../../contract/expression.ts';
import { renderValue } from '../support/render-value.ts';

export const renderOnceFunction = defineFunction({
  name: 'renderOnce',
  doc: 'A value with the expressions in its texts rendered once.',
  arguments: [{ name: 'toRender', doc: 'A text, list or map.' }],
  run(args, call) {
    const value = args['toRender'];
    if (value === undefined) throw new CallFailure("expected an argument 'toRender'");
    return renderValue(value, false, call);
  },
});
