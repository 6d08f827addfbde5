import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal.ts';
import { JsonSyntaxError, parseJson, printJson } from './json.ts';
import { unwrap } from './values.ts';

describe('parseJson', () => {
  it('keeps a decimal apart from an integer', () => {
    expect(parseJson('[4, 4.0, 1e3]')).toEqual([4, new Decimal(4), new Decimal(1000)]);
  });

  it('keeps every digit of a large integer', () => {
    expect(parseJson('[9007199254740993, -9007199254740992]')).toEqual([9007199254740993n, -9007199254740992n]);
  });

  it.each([
    ['{"a": 1.5, }', 1, 12],
    ['[1.5\n,\n tru]', 3, 2],
    ['{"a" 1}', 1, 6],
    ['"open', 1, 1],
    ['1.5 2', 1, 5],
    ['', 1, 1],
    ['{"a": "\n"}', 1, 7],
  ])('says where %j breaks', (text, line, column) => {
    const parse = () => parseJson(text);
    expect(parse).toThrow(JsonSyntaxError);
    expect(parse).toThrow(`line ${line}, column ${column}`);
  });

  it('refuses nesting that would exhaust the stack', () => {
    expect(() => parseJson(`1.5${'['.repeat(100_000)}`.slice(3))).toThrow(JsonSyntaxError);
    expect(() => parseJson(`${'['.repeat(5000)}1.5${']'.repeat(5000)}`)).toThrow('at most 1000');
  });

  it('takes __proto__ as a key like any other', () => {
    const parsed = parseJson('{"__proto__": {"x": 1.5}}');
    expect(Object.keys(parsed as object)).toEqual(['__proto__']);
    expect((parsed as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('printJson', () => {
  it.each(['{"a":[1,4.0,null,"x\\n"],"b":9007199254740993}', '1.0E10', '[]', '"\\"\\u0001"'])(
    'prints %s as it was read',
    (text) => {
      expect(printJson(parseJson(text))).toBe(text);
    },
  );

  it('leaves out null entries of maps when asked', () => {
    expect(printJson({ a: null, b: [null] }, { omitNulls: true })).toBe('{"b":[null]}');
    expect(printJson({ a: null })).toBe('{"a":null}');
  });

  it('leaves JSON.stringify usable for decimals', () => {
    expect(JSON.stringify({ d: new Decimal(2.5) })).toBe('{"d":2.5}');
  });
});

describe('unwrap', () => {
  it('gives plain JavaScript', () => {
    expect(unwrap({ a: [new Decimal(4)], b: 5n, c: 9007199254740993n })).toEqual({
      a: [4],
      b: 5,
      c: 9007199254740993n,
    });
  });
});
