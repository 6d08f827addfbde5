import { defineFilter } from '../../contract/expression.ts';
import { INDENT_ARGUMENTS, indentLines } from '../support/indent.ts';

export const indentFilter = defineFilter({
  name: 'indent',
  doc: 'Indents every line but the first.',
  arguments: INDENT_ARGUMENTS,
  run(input, args) {
    return input === null ? null : indentLines(input, args, false);
  },
});
