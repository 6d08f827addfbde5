import { expect, test } from 'vitest';
import { readDispatchedInputs } from './dispatch-fields.ts';

const ids = ['taxi', 'db.host', 'rows', 'dry_run'];

test('fields become inputs by id; empty texts and "(default)" count as not given', () => {
  const fields = { taxi: '(default)', 'db--host': 'pg', rows: '', dry_run: 'false', _start: '2019-01-01' };
  expect(readDispatchedInputs(fields, ids)).toEqual({ values: { 'db.host': 'pg', dry_run: 'false' }, unknown: [] });
});

test('upper and lower case are the same field, as to GitHub', () => {
  expect(readDispatchedInputs({ TAXI: 'green' }, ids).values).toEqual({ taxi: 'green' });
});

test('_inputs holds inputs by id, with their JSON types', () => {
  const fields = { taxi: 'green', _inputs: '{"rows": 5, "db.host": "pg"}' };
  expect(readDispatchedInputs(fields, ids).values).toEqual({ taxi: 'green', rows: 5, 'db.host': 'pg' });
});

test('fields that no input has are named', () => {
  expect(readDispatchedInputs({ colour: 'red', _labels: '' }, ids).unknown).toEqual(['colour']);
});

test.each(['[1]', '"text"', 'null', '{'])('_inputs as %s is refused', (text) => {
  expect(() => readDispatchedInputs({ _inputs: text }, ids)).toThrow(SyntaxError);
});
