import { expect, test } from 'vitest';
import { compileTemplate, evaluateAsync } from '../../expressions/index.ts';
import { toyRegistry } from '../../../tests/support/toy-registry.ts';
import { toyLog } from '../../../tests/support/toy-types.ts';
import { printJson } from '../../util/json.ts';
import type { ValueMap } from '../../util/values.ts';
import { parseFlow } from '../parse-flow.ts';
import type { InputHost } from './input-host.ts';
import { type ResolvedInputs, resolveInputs } from './resolve-inputs.ts';

const host: InputHost = {
  storeFile: async (id, path) => {
    if (path === 'gone.csv') throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    return `kestra:///stored/${id}`;
  },
  isAddress: (text) => text.startsWith('gs://'),
  render: (template, context) => evaluateAsync(compileTemplate(template), context),
};

async function resolve(inputs: string, given: ValueMap): Promise<ResolvedInputs> {
  const text = `id: f\nnamespace: n\ninputs:\n${inputs}\ntasks:\n  - {id: t, type: toy.Log, message: x}\n`;
  const { flow, problems } = await parseFlow(
    { file: 'f.yaml', bytes: Buffer.from(text) },
    { registry: toyRegistry([toyLog]) },
  );
  if (flow === undefined) throw new TypeError(problems.map(({ message }) => message).join('\n'));
  return resolveInputs(flow, given, host);
}

test.each<[string, ValueMap[string], string]>([
  ['{id: v, type: INT}', '9007199254740993', '9007199254740993'],
  ['{id: v, type: INT}', '+5', '5'],
  ['{id: v, type: FLOAT}', 2, '2.0'],
  ['{id: v, type: MULTISELECT, values: [a, b]}', '["a","b"]', '["a","b"]'],
  ['{id: v, type: MULTISELECT, values: [a], allowCustomValue: true}', ['z'], '["z"]'],
  ['{id: v, type: SELECT, values: [1, 2]}', 1, '"1"'],
  ['{id: v, type: FILE}', 'data.csv', '"kestra:///stored/v"'],
  ['{id: v, type: FILE}', 'kestra:///other/file', '"kestra:///other/file"'],
  ['{id: v, type: FILE}', 'gs://lake/in/ä%20b.csv', '"gs://lake/in/ä%20b.csv"'],
  ['{id: v, type: FILE, defaults: "gs://lake/x.csv"}', '', '"gs://lake/x.csv"'],
  ['{id: v, type: STRING, validator: "[a-z]+"}', 'abc', '"abc"'],
  ['{id: v, type: ARRAY, itemType: DATE}', '["2024-02-29"]', '["2024-02-29"]'],
  ['{id: v, type: DURATION}', 'PT1H30M', '5400.0'],
])('%s takes %j as %s', async (input, value, expected) => {
  const { inputs, problems } = await resolve(`  - ${input}`, { v: value });
  expect(problems).toEqual([]);
  expect(printJson(inputs['v'] ?? null)).toBe(expected);
});

test.each<[string, ValueMap[string], string, string]>([
  ['{id: v, type: INT}', '1.5', 'wrong-type', 'expected an integer, got "1.5"'],
  ['{id: v, type: INT, min: 3}', 2, 'min', 'expected at least 3, got 2'],
  ['{id: v, type: FLOAT}', 'NaN', 'wrong-type', 'expected a number, got "NaN"'],
  [
    '{id: v, type: SELECT, values: [small, large]}',
    'Small',
    'not-allowed',
    'expected one of small, large, got "Small" (did you mean "small"?)',
  ],
  ['{id: v, type: MULTISELECT, values: [a]}', 'a', 'wrong-type', 'expected a list such as ["a", "b"], got "a"'],
  [
    '{id: v, type: STRING, validator: "[a-z]+"}',
    'abc1',
    'validator',
    'expected a text that matches [a-z]+ as a whole, got "abc1"',
  ],
  [
    '{id: v, type: FILE}',
    'gone.csv',
    'file-not-readable',
    'expected the path of a file, got "gone.csv": no file has this path',
  ],
  ['{id: v, type: DATE}', '2023-02-29', 'bad-date', 'expected a date such as 2024-01-31, got "2023-02-29"'],
  ['{id: v, type: DURATION, max: PT1H}', 'PT2H', 'max', 'expected at most PT1H, got PT2H'],
  ['{id: v, type: STRING}', '', 'missing', 'expected a value (STRING), got none'],
  [
    '{id: v, type: SECRET, validator: "x"}',
    'hush',
    'validator',
    'expected a text that matches x as a whole, got another text',
  ],
])('%s refuses %j by %s', async (input, value, rule, message) => {
  const { problems } = await resolve(`  - ${input}`, { v: value });
  expect(problems).toMatchObject([{ rule, message }]);
});

test('everything wrong is told at once, in the order of the flow; unknown names apart', async () => {
  const { problems, unknown } = await resolve(
    '  - {id: a, type: INT}\n  - {id: b, type: DATE}\n  - {id: c, type: STRING}',
    {
      b: 'x',
      a: 'y',
      d: 1,
    },
  );
  expect(problems.map(({ input, rule }) => `${input} ${rule}`)).toEqual(['a wrong-type', 'b bad-date', 'c missing']);
  expect(unknown).toEqual(['d']);
});

test('a value for an input that is not asked for is named as ignored', async () => {
  const inputs =
    '  - {id: url, type: STRING, dependsOn: {inputs: [kind], condition: "{{ inputs.kind == \'url\' }}"}}\n  - {id: kind, type: STRING, defaults: file}';
  const { inputs: values, ignored } = await resolve(inputs, { url: 'u' });
  expect({ ...values }).toEqual({ kind: 'file' });
  expect(ignored).toEqual(['url']);
});

test('ids with dots are nested, and may be given nested or flat', async () => {
  const inputs = '  - {id: db.host, type: STRING}\n  - {id: db.port, type: INT}';
  const forms: ValueMap[] = [{ 'db.host': 'h', 'db.port': '1' }, { db: { host: 'h', port: 1 } }];
  for (const given of forms) {
    const { inputs: values, unknown } = await resolve(inputs, given);
    expect(printJson(values)).toBe('{"db":{"host":"h","port":1}}');
    expect(unknown).toEqual([]);
  }
});

test('a default that cannot be rendered is a problem of its input', async () => {
  const { problems } = await resolve('  - {id: v, type: STRING, defaults: "{{ gone }}"}', {});
  expect(problems).toMatchObject([{ input: 'v', rule: 'bad-template' }]);
});
