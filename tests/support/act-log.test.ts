import { expect, test } from 'vitest';
import { parseActLog } from './act-log.ts';

const line = (fields: object): string =>
  JSON.stringify({ job: 'w/leg-1', jobID: 'leg', matrix: { item: 'a' }, ...fields });
const step = { stage: 'Main', stepID: ['0'], step: 'Run' };

test.each([
  ['every step succeeded', 'success', 'success'],
  ['a step failed', 'failure', 'failure'],
])('a leg that act calls failed, where %s, is a %s', (_what, stepResult, result) => {
  const output = [line({ ...step, stepResult }), line({ jobResult: 'failure' })].join('\n');
  expect(parseActLog(output).jobs).toMatchObject([{ id: 'leg', matrix: { item: 'a' }, result }]);
});

test('text that is no JSON and a line cut by a kill are passed over', () => {
  const output = `panic: oh\n${line({ ...step, raw_output: true, msg: 'hi\n' })}\n{"job":"w/leg-1","jo`;
  expect(parseActLog(output).jobs).toMatchObject([{ result: undefined, steps: [{ log: 'hi\n', result: undefined }] }]);
});
