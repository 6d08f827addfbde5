import { describe, expect, it } from 'vitest';
import { checkTemplate, compileTemplate, referencesOf } from './index.ts';

const find = (source: string) => referencesOf(compileTemplate(source));

describe('referencesOf', () => {
  it('finds secrets and keys by name, and says where the name is computed', () => {
    const found = find("{{ secret('A') ~ secret(inputs.x) }}{% if kv('K', 'ns') %}{{ kv(key='L') }}{% endif %}");
    expect(found.secrets).toEqual([
      { name: 'A', offset: 3 },
      { name: undefined, offset: 17 },
    ]);
    expect(found.keys.map(({ name, namespace }) => [name, namespace])).toEqual([
      ['K', { name: 'ns' }],
      ['L', undefined],
    ]);
  });

  it('finds variables as far as they are written out', () => {
    const found = find(
      "{{ outputs.load['my file'].uri }}{{ outputs.each[taskrun.value].x }}{{ trigger.date | date('yyyy') }}{{ inputs.l.size() }}",
    );
    expect(found.variables.map(({ path, open }) => [path.join('/'), open])).toEqual([
      ['outputs/load/my file/uri', false],
      ['outputs/each', true],
      ['taskrun/value', false],
      ['trigger/date', false],
      ['inputs/l', true],
    ]);
  });

  it('leaves out what the template names itself', () => {
    const found = find(
      '{% set a = vars.x %}{% for i in a %}{{ i }}{{ loop.index }}{% endfor %}{% macro m(p) %}{{ p }}{% endmacro %}{{ m(1) }}',
    );
    expect(found.variables.map(({ path }) => path.join('/'))).toEqual(['vars/x']);
  });

  it('finds filters, functions, tests and the environment, also in a filter tag', () => {
    const found = find("{% filter upper %}{{ env('A') }}{{ envs.b }}{% endfilter %}{{ now() is empty }}");
    expect(found.filters.map(({ name }) => name)).toEqual(['upper']);
    expect(found.functions.map(({ name }) => name)).toEqual(['env', 'now']);
    expect(found.tests.map(({ name }) => name)).toEqual(['empty']);
    expect(found.environment.map(({ name }) => name)).toEqual(['A', 'b']);
  });
});

describe('checkTemplate', () => {
  it.each([
    ['{{ a | uper }}', 'Unknown filter "uper"', 'did you mean "upper"?'],
    ['{{ secrets("X") }}', 'Unknown function "secrets"', 'did you mean "secret"?'],
    ['{{ a is evn }}', 'Unknown test "evn"', 'did you mean "even"?'],
    ['{% iff a %}', 'Unexpected tag name "iff"', 'did you mean "if"?'],
  ])('%s', (source, message, hint) => {
    const problem = checkTemplate(source);
    expect(problem?.message).toContain(message);
    expect(problem?.hint).toBe(hint);
  });

  it('finds nothing in a good template, and evaluates nothing', () => {
    expect(checkTemplate("{% macro m() %}{% endmacro %}{{ m() }}{{ secret('X') | upper }}{{ 1 / 0 }}")).toBeUndefined();
  });
});
