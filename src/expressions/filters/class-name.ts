import { defineFilter } from '../../contract/expression.ts';
import { javaClassName } from '../support/class-name.ts';

export const classNameFilter = defineFilter({
  name: 'className',
  doc: 'The Java class that a Kestra server would name for this value.',
  arguments: [],
  run(input) {
    return javaClassName(input);
  },
});
