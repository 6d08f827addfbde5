import { readdirSync, readFileSync } from 'node:fs';
import { compileTemplate, evaluateAsync, ExpressionError, referencesOf } from '../../../src/expressions/index.ts';
import { Decimal } from '../../../src/util/decimal.ts';
import { mutate } from '../mutate.ts';
import { randomFor } from '../random.ts';
import type { FuzzTarget } from '../target.ts';

const folder = new URL('../../../src/expressions/testdata/', import.meta.url);

/** The templates of every table of the language, whatever their form in YAML. */
const templates = readdirSync(folder).flatMap((file) =>
  [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^- template: (.*)$/gm)].map(([, text = '']) =>
    text.replaceAll(/^["']|["']$/g, ''),
  ),
);

const escapes = [
  ".constructor.constructor('globalThis.escaped = 1')()",
  "['__proto__']",
  "['constructor']['prototype']",
  '.__proto__.escaped',
  "{% set __proto__ = {'escaped': 1} %}",
  "{'__proto__': {'escaped': 1}}",
  ".toString.call('x')",
  ".getClass().forName('java.lang.Runtime')",
];
const scraps = [
  ...'{{ }} {% %} {# #} {{- -}} {%- -%} ( ) [ ] { } | ~ .. ?? ??? ? : , . = == != < > + - * / % " \' \\'.split(' '),
  ...' is not and or contains in if endif for endfor set macro endmacro raw endraw block filter null true false'.split(
    ' ',
  ),
  '1..999999999',
  '9223372036854775807',
  '-1',
  '1.5',
  '0',
  "'%s%n$'",
  "'(a+)+$'",
  "'(?=x)'",
  '#{x}',
  '((((((((',
  '[[[[[[[',
  "'yyyy-MM-dd'",
  "| date('yyyy')",
  '| upper',
  '| jq(".")',
  '| toJson',
  'render(',
  "'{{ x }}'",
  'inputs.',
  'outputs.t.value',
  '{% for x in 1..10000 %}',
  '{% endfor %}',
  '{% macro m(a) %}{{ m(a) }}{% endmacro %}{{ m(1) }}',
  '\n',
  '\0',
  '🐢',
  '\ud800',
  ...escapes,
];
const corpus = {
  seeds: [
    ...templates,
    '{{ inputs.a }}-{{ outputs.t.value | upper }}',
    ...escapes.map((text) => `{{ inputs${text} }}`),
  ],
  scraps,
};

const context = {
  inputs: { a: 'x', n: 3, d: new Decimal(1.5), list: [3, 1, 2], map: { k: 'v', u: [null, true] }, none: null },
  outputs: { t: { value: 'text', uri: 'kestra:///a' }, x: { value: '{{ inputs.a }}' } },
  vars: { self: '{{ render(vars.self) }}', date: '2024-02-30T25:61:00Z' },
  taskrun: { value: 'v' },
};
const host = {
  secret: () => 'hidden',
  kv: () => 1,
  readFile: () => 'content',
  now: () => new Date(0),
};

/** The grammar and the evaluation: a text, or an ExpressionError with its place. */
export const expressionTarget: FuzzTarget = {
  name: 'expressions',
  textOf: (seed) => mutate(corpus, randomFor(seed)),
  async run(seed) {
    const source = mutate(corpus, randomFor(seed));
    try {
      const template = compileTemplate(source);
      referencesOf(template);
      const text = await evaluateAsync(template, context, host);
      if (typeof text !== 'string') throw new Error('the result is no text');
      if (/\[native code\]|function \w*\(\) ?\{/.test(text))
        throw new Error(`a function was printed: ${text.slice(0, 200)}`);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      if (error.offset < 0 || error.offset > source.length)
        throw new Error('an error outside of the template', { cause: error });
    }
  },
};
