import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { isMap, type Value } from '../../util/values.ts';
import { javaText } from '../runtime/text.ts';
import { optionalBoolean, required } from '../support/expect.ts';
import { mapTexts } from '../support/map-texts.ts';
import { withRegex } from '../support/regex.ts';

export const replaceFilter = defineFilter({
  name: 'replace',
  doc: 'Replaces each key of a map by its value, one after the other.',
  arguments: [
    { name: 'replace_pairs', doc: 'What to replace by what.' },
    { name: 'regexp', doc: 'True: the keys are regular expressions, `$1` in a value is a group.' },
  ],
  run(input, args) {
    if (input === null) return null;
    const pairs = required(args, 'replace_pairs');
    const byPattern = optionalBoolean(args, 'regexp') ?? false;
    if (!isMap(pairs))
      throw new CallFailure("expected a map as the argument 'replace_pairs'", {
        hint: "write replace({'from': 'to'})",
      });
    const steps = Object.keys(pairs).map((key) => [key, javaText(pairs[key] ?? null)] as const);
    if (!byPattern) {
      return mapTexts(input, (text) => steps.reduce((done, [from, to]) => done.replaceAll(from, () => to), text));
    }
    return steps.reduce<Value | Promise<Value>>((done, [from, to]) => {
      const step = (value: Value) =>
        withRegex<Value>(from, (regex) => mapTexts(value, (text) => regex.matcher(text).replaceAll(to, false)));
      return done instanceof Promise ? done.then(step) : step(done);
    }, input);
  },
});
