import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { requiredText } from '../support/expect.ts';
import { mapTexts } from '../support/map-texts.ts';

const RULES: Readonly<Record<string, readonly [quote: string, escaped: string]>> = {
  single: ["'", "\\'"],
  double: ['"', '\\"'],
  shell: ["'", "'\\''"],
};

export const escapeCharFilter = defineFilter({
  name: 'escapeChar',
  doc: 'Escapes quotes, for a shell or a quoted text; in each text of a list or map.',
  arguments: [{ name: 'type', doc: 'single, double or shell.' }],
  run(input, args) {
    if (input === null) return null;
    const type = requiredText(args, 'type').toLowerCase();
    const rule = Object.hasOwn(RULES, type) ? RULES[type] : undefined;
    if (rule === undefined)
      throw new CallFailure(`expected 'single', 'double' or 'shell' as the argument 'type', but found '${type}'`);
    return mapTexts(input, (text) => text.replaceAll(rule[0], () => rule[1]));
  },
});
