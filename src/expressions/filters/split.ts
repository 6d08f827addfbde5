import { defineFilter } from '../../contract/expression.ts';
import { requiredCount, requiredText, textOf } from '../support/expect.ts';
import { literalMatches, splitAt } from '../support/java-split.ts';
import { literalPattern, withRegex } from '../support/regex.ts';

export const splitFilter = defineFilter({
  name: 'split',
  doc: 'The parts of a text between a delimiter, which is a regular expression; empty parts at the end are dropped unless limit is below 0.',
  arguments: [
    { name: 'delimiter', doc: 'A regular expression.' },
    { name: 'limit', doc: 'Above 0: at most so many parts. Below 0: keep empty parts at the end.' },
  ],
  run(input, args) {
    if (input === null) return null;
    const text = textOf(input, 'the input');
    const delimiter = requiredText(args, 'delimiter');
    const limit = args['limit'] === undefined || args['limit'] === null ? 0 : requiredCount(args, 'limit');
    const literal = literalPattern(delimiter);
    if (literal !== undefined) return splitAt(text, literalMatches(text, literal), limit);
    return withRegex(delimiter, (regex) => {
      const matcher = regex.matcher(text);
      const matches: [number, number][] = [];
      while (matcher.find()) matches.push([matcher.start(), matcher.end()]);
      return splitAt(text, matches, limit);
    });
  },
});
