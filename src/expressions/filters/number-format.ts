import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { describe, isNumeric } from '../runtime/numbers.ts';
import { optionalText } from '../support/expect.ts';
import { formatDecimal } from '../formats/decimal-format.ts';

export const numberFormatFilter = defineFilter({
  name: 'numberFormat',
  doc: "A number by a pattern of Java's DecimalFormat, such as `#,##0.00`; halves round to even.",
  arguments: [{ name: 'format', doc: 'The pattern; `#,##0.###` by default.' }],
  run(input, args) {
    if (input === null) return null;
    if (!isNumeric(input))
      throw new CallFailure(`expected a number, but found ${describe(input)}`, {
        hint: 'turn a text into a number with `| number`',
      });
    return formatDecimal(input, optionalText(args, 'format') ?? '#,##0.###');
  },
});
