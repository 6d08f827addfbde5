import { describe, expect, test } from 'vitest';
import { parseJson } from '../util/json.ts';
import { isMap, newMap, type ValueMap } from '../util/values.ts';
import type { GithubEvent } from './event.ts';
import { readWebhookCall } from './webhook-request.ts';

function map(json: string): ValueMap {
  const value = parseJson(json);
  return isMap(value) ? value : newMap();
}

const dispatch = (inputs: object): GithubEvent => ({
  name: 'workflow_dispatch',
  payload: newMap(),
  inputs: map(JSON.stringify(inputs)),
  cron: undefined,
  isPublic: false,
});
const outside = (payload: unknown): GithubEvent => ({
  ...dispatch({}),
  name: 'repository_dispatch',
  payload: map(JSON.stringify({ client_payload: payload })),
});

test('a form without a key is no request', () => {
  expect(readWebhookCall(dispatch({ _key: '', _body: '' }))).toBeUndefined();
});

test('the body is JSON where it is JSON, else its text, else null', () => {
  const bodyOf = (body: string): unknown => readWebhookCall(dispatch({ _key: 'k', _body: body }))?.request.body;
  expect(bodyOf('{"a":[1]}')).toEqual({ a: [1] });
  expect(bodyOf('a=1&b')).toBe('a=1&b');
  expect(bodyOf('')).toBeNull();
  expect(Object.entries(bodyOf('{"__proto__":{"x":1}}') ?? {})).toEqual([['__proto__', { x: 1 }]]);
  expect(bodyOf('{"a":')).toBe('{"a":');
});

test.each([
  [
    '{"headers":{"X-A":"b","N":[1,true]},"parameters":"q=1&q=2&e"}',
    { 'X-A': ['b'], N: ['1', 'true'] },
    { q: ['1', '2'], e: [''] },
  ],
  ['{"parameters":{"q":["1"]}}', {}, { q: ['1'] }],
])('headers and parameters are lists: %s', (request, headers, parameters) => {
  expect(readWebhookCall(dispatch({ _key: 'k', _request: request }))?.request).toEqual({
    body: null,
    headers,
    parameters,
  });
});

test('a repository_dispatch brings any JSON as its body', () => {
  const call = readWebhookCall(outside({ key: 'k', body: { a: 1 }, parameters: { q: '1' } }));
  expect(call).toEqual({ key: 'k', request: { body: { a: 1 }, headers: {}, parameters: { q: ['1'] } } });
});

describe('is refused', () => {
  test.each([
    [dispatch({ _body: 'x' }), '_body and _request belong to a webhook'],
    [dispatch({ _key: 'k', _request: '[]' }), 'expected a JSON object with headers and parameters'],
    [dispatch({ _key: 'k', _request: '{' }), '_request: '],
    [dispatch({ _key: 'k', _request: '{"headers":{"a":{}}}' }), 'headers of _request: expected texts by name'],
    [dispatch({ _key: 'k', _request: '{"parameters":5}' }), 'parameters of _request'],
    [outside({ body: 1 }), 'client_payload.key'],
    [outside('text'), 'client_payload: expected a JSON object'],
  ])('%#', (event, message) => {
    expect(() => readWebhookCall(event)).toThrow(message);
  });
});
