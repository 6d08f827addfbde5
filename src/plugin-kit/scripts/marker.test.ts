import { expect, it } from 'vitest';
import { Decimal } from '../../util/decimal.ts';
import { readMarker } from './marker.ts';

it.each([
  ['::{"outputs":{"a":1,"l":[1,"x"]}}::', { a: 1, l: [1, 'x'] }],
  ['::{"outputs":{"a":1}}::::{"outputs":{"b":2}}::', { a: 1 }],
  ['::{"other":1}::', {}],
  ['::{}::', {}],
  ['::{"outputs":null}::', {}],
])('%s holds the outputs %j', (line, outputs) => {
  expect(readMarker(line)).toEqual({ outputs, metrics: [], logs: [], problems: [] });
});

it.each([
  '  ::{"outputs":{"b":"two"}}::',
  'text ::{"outputs":{"mid":"line"}}:: tail',
  '::{"outputs":{"a":1}}:: tail',
  '::notice::hello',
  '',
])('%j is an ordinary line', (line) => {
  expect(readMarker(line)).toBeUndefined();
});

it('keeps integers and decimals apart', () => {
  const outputs = readMarker('::{"outputs":{"i":4,"d":4.0,"big":12345678901234567890}}::')?.outputs;
  expect(outputs?.['i']).toBe(4);
  expect(outputs?.['d']).toBeInstanceOf(Decimal);
  expect(outputs?.['big']).toBe(12345678901234567890n);
});

it('reads metrics and logs', () => {
  const marker = readMarker(
    '::{"metrics":[{"name":"n","type":"counter","value":2,"tags":{"a":1}},{"name":"t","type":"timer","value":0.5}],"logs":[{"level":"WARNING","message":"m"}]}::',
  );
  expect(marker?.metrics).toEqual([
    { name: 'n', type: 'counter', value: 2, tags: { a: '1' } },
    { name: 't', type: 'timer', value: 0.5 },
  ]);
  expect(marker?.logs).toEqual([{ level: 'WARN', message: 'm' }]);
});

it.each([
  ['::{not json}::', 'Invalid outputs'],
  ['::{"outputs":[1]}::', 'expected a map under "outputs"'],
  ['::{"metrics":[{"name":"n"}]}::', 'Invalid metric'],
  ['::{"metrics":5}::', 'expected a list under "metrics"'],
  ['::{"logs":[{"level":"LOUD","message":"m"}]}::', 'Invalid log'],
])('%s is a problem: %s', (line, problem) => {
  expect(readMarker(line)?.problems.join('\n')).toContain(problem);
});

it('reads outputs of many megabytes', () => {
  const text = 'é'.repeat(3_000_000);
  expect(readMarker(`::{"outputs":{"text":"${text}"}}::`)?.outputs).toEqual({ text });
});
