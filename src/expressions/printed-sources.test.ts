import { expect, test } from 'vitest';
import { type PrintedSource, printedSources } from './printed-sources.ts';
import { compileTemplate } from './template.ts';

function describe(source: PrintedSource): string {
  if (source.kind === 'variable') return source.path.join('.');
  if (source.kind === 'call') return `${source.name}(${source.argument ?? ''})`;
  return `render(${source.of.map(describe).join(', ')})`;
}

const rows: readonly (readonly [template: string, ...sources: readonly string[]])[] = [
  ['plain'],
  ['{{ inputs.a }} and {{ trigger.body.b[0] }}', 'inputs.a', 'trigger.body.b.0'],
  ['{{ outputs[inputs.a].uri }}', 'outputs.*.uri'],
  ["{{ inputs.a == 'x' ? inputs.b : 'c' }}", 'inputs.b'],
  ['{{ inputs.a ?? inputs.b | default(inputs.c) }}', 'inputs.a', 'inputs.b', 'inputs.c'],
  ['{{ inputs.a ~ "-" ~ inputs.b }} {{ "x#{inputs.c}" }}', 'inputs.a', 'inputs.b', 'inputs.c'],
  ['{{ inputs.a - 1 }}{{ inputs.b > 2 }}{{ inputs.c is defined }}{{ not inputs.d }}'],
  ['{{ inputs.a + inputs.b }}', 'inputs.a', 'inputs.b'],
  [
    "{{ inputs.a | date('yyyy') }}{{ inputs.b | number }}{{ inputs.c | urlencode }}{{ inputs.d | slugify }}{{ inputs.e | length }}",
  ],
  ["{{ inputs.a | upper | replace({'x': inputs.b}) }}", 'inputs.a', 'inputs.b'],
  ["{{ inputs.a | regexReplace('[^A-Za-z0-9_]', '') }}{{ inputs.b | regexReplace('[^\\w-]+', '_') }}"],
  ["{{ inputs.a | regexReplace('[^a-z;]', '') }}", 'inputs.a'],
  ["{{ inputs.a | regexReplace('[a-z]', '') }}", 'inputs.a'],
  ["{{ inputs.a | regexReplace('[^a-z]', inputs.b) }}", 'inputs.a', 'inputs.b'],
  ['{% if inputs.a %}{{ inputs.b }}{% else %}{{ inputs.c }}{% endif %}', 'inputs.b', 'inputs.c'],
  ['{% for x in inputs.a %}{{ x.name }}{{ loop.index }}{% endfor %}', 'inputs.a'],
  ['{% set x = inputs.a %}{{ x }}', 'inputs.a'],
  ['{% if inputs.a %}{% set x = inputs.b %}{% endif %}{{ x }}', 'inputs.b'],
  ['{% macro m(a) %}{{ a }}{% endmacro %}{{ m(inputs.a) }}', 'inputs.a'],
  ['{% filter upper %}{{ inputs.a }}{% endfilter %}', 'inputs.a'],
  ["{{ kv('K') }}{{ kv(inputs.a) }}{{ read(outputs.x.uri) }}{{ secret('S') }}", 'kv(K)', 'kv()', 'read()'],
  ['{{ render(vars.a) }}{{ render(vars.b ~ inputs.c) }}', 'render(vars.a)', 'render(vars.b, inputs.c)'],
  ['{{ fromJson(inputs.a).b }}{{ inputs.b | jq(".x") }}', 'inputs.a', 'inputs.b'],
  ['{{ [inputs.a, 1] | first }}{{ {"k": inputs.b} }}', 'inputs.a', 'inputs.b'],
  ['{{ now() }}{{ uuid() }}{{ fileSize(inputs.a) }}'],
];

test.each(rows)('what %s prints', (template, ...sources) => {
  expect(printedSources(compileTemplate(template)).map(describe)).toEqual(sources);
});
