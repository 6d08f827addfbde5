import { defineFilter } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';
import { formatText } from '../formats/printf.ts';

export const formatFilter = defineFilter({
  name: 'format',
  doc: 'Fills the places of a format text (`%s`, `%d`, `%05.1f`) with the arguments.',
  arguments: [],
  run(input, args) {
    if (input === null) return null;
    const values = Object.keys(args).filter((name) => /^[0-9]+$/.test(name));
    return formatText(
      javaText(input),
      values.map((name) => args[name] ?? null),
    );
  },
});
