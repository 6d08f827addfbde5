import { expect, it } from 'vitest';
import type { InputNode } from '../contract/flow.ts';
import type { ValueMap } from '../util/values.ts';
import { toyFlow } from '../../tests/support/toy-flow.ts';
import { readDispatchRequest } from './dispatch-request.ts';

const input = (id: string, type: InputNode['type'] = 'STRING'): InputNode => ({
  id,
  type,
  required: true,
  properties: {},
  path: ['inputs', 0],
});
const flow = toyFlow({ inputs: [input('name'), input('flag', 'BOOL'), input('db.host')] });

function read(inputs: ValueMap, backfill: 'matrix' | 'in-order' = 'matrix') {
  const event = { name: 'workflow_dispatch', payload: {}, inputs, cron: undefined, isPublic: false };
  return readDispatchRequest(event, flow, { backfill });
}

it('reads fields as texts and as real values', () => {
  expect(read({ name: 'a', flag: true, 'db--host': 'h' }).inputs).toEqual({ name: 'a', flag: true, 'db.host': 'h' });
  expect(read({ flag: 'false' }).inputs).toEqual({ flag: 'false' });
});

it('takes empty texts and (default) for nothing', () => {
  expect(read({ name: '', flag: '(default)', _trigger: '(default)', _start: '  ', _end: '' })).toMatchObject({
    inputs: {},
    trigger: undefined,
    start: undefined,
    end: undefined,
  });
});

it('unfolds the inputs that have no field of their own', () => {
  expect(read({ _inputs: '{"name":"a","flag":true}' }).inputs).toEqual({ name: 'a', flag: true });
  expect(read({ _inputs: '  ' }).inputs).toEqual({});
});

it.each(['[1]', '{', '"a"', '7'])('refuses _inputs that is %s', (_inputs) => {
  expect(() => read({ _inputs })).toThrow(expect.objectContaining({ code: 'DISPATCH_INVALID' }));
});

it('refuses fields that the flow knows nothing of, all at once', () => {
  expect(() => read({ nme: 'a', other: 'b' })).toThrow(/nme, other/);
});

it('reads labels, and refuses a key alone', () => {
  expect(read({ _labels: ' team: data , url:http://x ,' }).labels).toEqual({ team: 'data', url: 'http://x' });
  expect(() => read({ _labels: 'team' })).toThrow(/key:value/);
  expect(() => read({ _labels: ':x' })).toThrow(/key:value/);
});

it('reads a backfill', () => {
  const fields = { _start: '2019-01-01', _end: '2019-02-01', _trigger: 't', _backfill: 'in-order', _scratch: 'true' };
  expect(read(fields)).toMatchObject({
    start: '2019-01-01',
    end: '2019-02-01',
    trigger: 't',
    backfill: 'in-order',
    scratchAllowed: true,
  });
  expect(read({ _start: '2019-01-01', _scratch: false }, 'in-order')).toMatchObject({
    backfill: 'in-order',
    scratchAllowed: false,
  });
  expect(() => read({ _backfill: 'parallel' })).toThrow(/matrix or in-order, got "parallel"/);
});

it('refuses an end without a start, and a tick together with a window', () => {
  expect(() => read({ _end: '2019-02-01' })).toThrow(/_start is empty/);
  expect(() => read({ _start: '2019-01-01', _date: '2019-01-01' })).toThrow(/expected one of them/);
});
