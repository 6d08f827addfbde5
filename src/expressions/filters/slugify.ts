import { defineFilter } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';

export const slugifyFilter = defineFilter({
  name: 'slugify',
  doc: 'The text as a slug: ASCII letters and digits in lower case, words joined by dashes.',
  arguments: [],
  run(input) {
    if (input === null) return null;
    const dashed = javaText(input)
      .replace(/\s/g, '-')
      .normalize('NFD')
      .replace(/[^A-Za-z0-9_-]/g, '');
    return dashed.replace(/[_-]+/g, '-').replace(/^-|-$/g, '').toLowerCase();
  },
});
