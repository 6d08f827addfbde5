import { expect, it } from 'vitest';
import { propertyTable, type Schema } from './property-rows.ts';

const table = (schema: Schema): string[] => propertyTable(schema).split('\n').slice(2);

it('shows types, defaults and limits; secrets and templates are told', () => {
  const schema: Schema = {
    required: ['url'],
    properties: {
      url: { type: 'string', description: 'Where.' },
      mode: { anyOf: [{ const: 'A' }, { const: 'B' }], default: 'A' },
      wait: { type: 'string', format: 'duration', 'x-rendering': 'static' },
      size: { type: 'integer', minimum: 1, maximum: 9 },
      password: { type: 'string', 'x-secret': true },
    },
  };
  expect(table(schema)).toEqual([
    '| `url` | string | **required** | Where. |',
    '| `mode` | `A`, `B` | `"A"` |  |',
    '| `wait` | duration |  | No templates. |',
    '| `size` | integer |  | From 1 to 9. |',
    '| `password` | string |  | Never shown. |',
  ]);
});

it('follows maps and lists, but not into tasks', () => {
  const inner: Schema = { type: 'object', properties: { a: { type: 'string' } } };
  const schema: Schema = {
    properties: {
      map: inner,
      list: { type: 'array', items: inner },
      tasks: { type: 'array', items: inner, 'x-holds': 'tasks' },
      names: { type: 'array', items: { type: 'string' } },
    },
  };
  expect(table(schema).map((row) => row.split(' | ').slice(0, 2).join(' '))).toEqual([
    '| `map` map',
    '| `map.a` string',
    '| `list` list of map',
    '| `list[].a` string',
    '| `tasks` list of tasks',
    '| `names` list of string',
  ]);
  expect(propertyTable({})).toBe('None.');
});
