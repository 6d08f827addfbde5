import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';
import { requiredCount, requiredText } from '../support/expect.ts';
import { withRegex } from '../support/regex.ts';

export const regexExtractFilter = defineFilter({
  name: 'regexExtract',
  doc: 'The first match of a regular expression, or one of its groups; null when there is none (Kestra 2.0).',
  arguments: [
    { name: 'regex', doc: 'A regular expression.' },
    { name: 'group', doc: 'Which group; 0, the whole match, by default.' },
  ],
  run(input, args) {
    if (input === null) return null;
    const text = javaText(input);
    const group = args['group'] === undefined || args['group'] === null ? 0 : requiredCount(args, 'group');
    return withRegex(requiredText(args, 'regex'), (regex) => {
      const matcher = regex.matcher(text);
      if (!matcher.find()) return null;
      if (group < 0 || group > matcher.groupCount())
        throw new CallFailure(`expected a group from 0 to ${matcher.groupCount()}, but found ${group}`);
      return matcher.group(group);
    });
  },
});
