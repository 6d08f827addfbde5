import { defineFilter } from '../../contract/expression.ts';
import { INDENT_ARGUMENTS, indentLines } from '../support/indent.ts';

export const nindentFilter = defineFilter({
  name: 'nindent',
  doc: 'Starts a new line and indents every line.',
  arguments: INDENT_ARGUMENTS,
  run(input, args) {
    return input === null ? null : indentLines(input, args, true);
  },
});
