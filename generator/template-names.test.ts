import { expect, test } from 'vitest';
import { namesIn } from './template-names.ts';

const names = (text: string): readonly string[] =>
  namesIn(text).map(
    ({ kind, name, namespace }) =>
      `${kind} ${name ?? '?'}${namespace === undefined ? '' : ` of ${namespace.name ?? '?'}`}`,
  );

test.each([
  ["{{ secret('A') ~ kv('B') }}", ['secret A', 'kv B']],
  ["{{ kv('B', 'other') }}", ['kv B of other']],
  ['{{ secret(inputs.x) }}', ['secret ?']],
  ["{{ secret('A' ~ inputs.x) }}", ['secret ?']],
  ["{{ inputs.p ? secret('A') : secret('B') }}", ['secret A', 'secret B']],
  ["secret('A')", []],
])('%s names %j', (text, found) => expect(names(text)).toEqual(found));

test.each([
  ['a text that render() is given', `{{ render("{{ secret('A') }}") }}`, ['secret A']],
  ['one of a list', `{{ ["{{ kv('B') }}", 'x'] | join }}`, ['kv B']],
  ['two deep', `{{ render('{{ render("{{ secret(\\'A\\') }}") }}') }}`, ['secret A']],
  ['computed inside', '{{ render("{{ secret(inputs.x) }}") }}', ['secret ?']],
  ['put together from pieces', `{{ render("{{ secret('" ~ inputs.x ~ "') }}") }}`, ['secret ?']],
  ['kept from rendering by a verbatim tag', "{% verbatim %}{{ secret('A') }}{% endverbatim %}", ['secret A']],
  ['braces that are no call', `{{ '{{ hello }}' }}`, []],
])('also in templates inside of templates: %s', (_what, text, found) => expect(names(text)).toEqual(found));
