import { describe, expect, it } from 'vitest';
import {
  compileTemplate,
  evaluate,
  evaluateAsync,
  evaluateCondition,
  evaluateConditionSync,
  ExpressionError,
  isTemplate,
} from './index.ts';

function failureOf(run: () => unknown): ExpressionError {
  try {
    run();
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error('expected a failure');
}

describe('errors', () => {
  it('have a code, a place and a hint', () => {
    const error = failureOf(() => evaluate(compileTemplate('select\n  {{ inputs.nmae }}'), { inputs: { name: 'x' } }));
    expect(error).toMatchObject({
      code: 'EXPRESSION_UNDEFINED',
      line: 2,
      column: 13,
      offset: 19,
      hint: 'did you mean `name`?',
    });
  });

  it('of syntax come when compiling', () => {
    expect(failureOf(() => compileTemplate('{{ a | }}'))).toMatchObject({ code: 'EXPRESSION_SYNTAX', column: 8 });
  });

  it('name a function that is not available', () => {
    expect(failureOf(() => evaluate(compileTemplate("{{ secret('X') }}"), {})).message).toContain(
      'secret() is not available here',
    );
  });

  it('tell that a synchronous evaluation would have to wait', () => {
    const host = { kv: async () => 'v' };
    expect(failureOf(() => evaluate(compileTemplate("{{ kv('a') }}"), {}, host)).hint).toBe('use evaluateAsync()');
  });
});

describe('evaluateAsync', () => {
  it('asks for each answer once, in order, whatever is evaluated again', async () => {
    const asked: string[] = [];
    const host = {
      kv: async (key: string) => {
        asked.push(key);
        return `<${key}>`;
      },
    };
    const template = compileTemplate("{% set u = uuid() %}{{ kv('a') ~ kv('b') ~ kv('a') }}{{ u == u }}");
    expect(await evaluateAsync(template, {}, host)).toBe('<a><b><a>true');
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  it('places a rejected answer at its call', async () => {
    const host = { readFile: () => Promise.reject(new Error('no such file')) };
    await expect(evaluateAsync(compileTemplate("ab {{ read('x') }}"), {}, host)).rejects.toMatchObject({
      column: 7,
      message: expect.stringContaining('no such file'),
    });
  });

  it('keeps a random answer over a suspension', async () => {
    const template = compileTemplate("{% set a = randomInt(0, 1000000000) %}{% set b = kv('x') %}{{ a }}|{{ a }}");
    const [first, second] = (await evaluateAsync(template, {}, { kv: async () => 1 })).split('|');
    expect(first).toBe(second);
  });
});

describe('bounds', () => {
  it.each([
    ['a macro without end', '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}'],
    ['a huge range', '{{ 1..1000000000 }}'],
    ['nested brackets', `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`],
    ['nested lists', `{{ ${'['.repeat(5000)}${']'.repeat(5000)} }}`],
    ['nested tags', '{% if true %}'.repeat(5000) + '{% endif %}'.repeat(5000)],
    ['a long chain', `{{ 1${' + 1'.repeat(200_000)} }}`],
    ['an output that doubles', "{% set x = 'ab' %}{% for i in 1..40 %}{% set x = x ~ x %}{% endfor %}{{ x }}"],
  ])('%s ends with an error', (_, source) => {
    expect(failureOf(() => evaluate(compileTemplate(source), {})).code).toMatch(/^EXPRESSION_(SYNTAX|RUNTIME)$/);
  });

  it('a bad pattern is linear in time', async () => {
    const text = 'a'.repeat(50_000);
    expect(
      await evaluateAsync(compileTemplate("{{ inputs.t | split('(a+)+b') | length }}"), { inputs: { t: text } }),
    ).toBe('1');
  });
});

describe('variables', () => {
  it('of the caller are never changed', () => {
    const context = { a: 1, m: { x: [3, 1] } };
    evaluate(compileTemplate("{% set a = 2 %}{{ m.x | sort }}{{ m | merge({'y': 1}) }}"), context);
    expect(context).toEqual({ a: 1, m: { x: [3, 1] } });
  });

  it('reach no prototype', () => {
    for (const path of ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf']) {
      for (const root of ['m', 'l', 's', 'n']) {
        const template = compileTemplate(
          `{{ ${root}['${path}'] is defined ? ${root}['${path}'] | className : 'none' }}`,
        );
        expect(['none', 'java.lang.String']).toContain(evaluate(template, { m: {}, l: [], s: 'x', n: 1 }));
      }
    }
  });
});

it('knows what is true to a condition', () => {
  const holds = (source: string) => evaluateConditionSync(compileTemplate(source), {});
  expect(['{{ 1 == 1 }}', 'yes', 'FALSE', '{{ 0 }}', '-0', 'false', '{{ null }}', ''].map(holds)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

it('waits for what a condition asks', async () => {
  const host = { kv: async () => 0 };
  expect(await evaluateCondition(compileTemplate("{{ kv('a') }}"), {}, host)).toBe(false);
});

it('knows a template from a text', () => {
  expect(['{{ a }}', '{% if a %}', '{# a #}', '{ a }', 'a'].map(isTemplate)).toEqual([true, true, true, false, false]);
});

it('gives the same compiled template for the same text', () => {
  expect(compileTemplate('{{ 1 }}')).toBe(compileTemplate('{{ 1 }}'));
});

it.each(['{{ trigger }}', '{{ trigger.date }}'])('%s without a trigger says how to start by one', (template) => {
  const { hint } = failureOf(() => evaluate(compileTemplate(template), {}));
  expect(hint).toContain('--trigger ID --date DATE');
});

it.each<[value: string, hint: string]>([
  ['{"uri":"a"}', 'write `fromJson(…).uri`'],
  ['[{"uri":"a"}]', 'write `fromJson(…).uri`'],
  ['{curly} words', 'give it a value'],
])('a key looked for in the text %s: %s', (value, hint) => {
  const template = compileTemplate('{{ taskrun.value.uri }}');
  expect(failureOf(() => evaluate(template, { taskrun: { value } })).hint).toContain(hint);
});
