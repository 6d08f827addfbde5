import { expect, it } from 'vitest';
import type { InputNode } from '../contract/flow.ts';
import type { ValueMap } from '../util/values.ts';
import { toyFlow } from '../../tests/support/toy-flow.ts';
import { resolveSecretInputs } from './secret-inputs.ts';

const token: InputNode = { id: 'token', type: 'SECRET', required: true, properties: {}, path: ['inputs', 0] };

function resolve(given: ValueMap, options: { input?: Partial<InputNode>; setByTrigger?: readonly string[] } = {}) {
  const masked: string[] = [];
  const run = () =>
    resolveSecretInputs(toyFlow({ inputs: [{ ...token, ...options.input }] }), given, {
      environment: { GITPHONY_SECRET_TOKEN: 'own', GITPHONY_SECRET_OTHER_ONE: 'other', GITPHONY_SECRET_EMPTY: '' },
      setByTrigger: new Set(options.setByTrigger),
      mask: (text) => masked.push(text),
    });
  return { masked, run };
}

it('puts the secret in the place of its name', () => {
  expect(resolve({ token: 'OTHER_ONE', x: 1 }).run()).toEqual({ token: 'other', x: 1 });
  expect(resolve({ token: 'other.one' }).run()).toEqual({ token: 'other' });
});

it('takes the secret of the input’s own name where nothing was given', () => {
  expect(resolve({}).run()).toEqual({ token: 'own' });
  expect(resolve({ token: '' }).run()).toEqual({ token: 'own' });
});

it('leaves defaults and what a trigger sets alone', () => {
  expect(resolve({}, { input: { defaults: "{{ secret('X') }}" } }).run()).toEqual({});
  expect(resolve({}, { setByTrigger: ['token'] }).run()).toEqual({});
});

it('names the repository setting that is missing', () => {
  const { run, masked } = resolve({ token: 'EMPTY' });
  expect(run).toThrow(
    expect.objectContaining({ code: 'SECRET_MISSING', hint: expect.stringMatching(/Settings.*Secrets.*EMPTY/) }),
  );
  expect(resolve({}, { input: { id: 'absent' } }).run).toThrow(/secret ABSENT/);
  expect(resolve({}, { input: { id: 'absent', required: false } }).run()).toEqual({});
  expect(masked).toEqual([]);
});

it('never shows a text that names no secret: somebody may have typed the secret itself', () => {
  const { run, masked } = resolve({ token: 'hunter2-hunter2' });
  expect(run).toThrow(
    expect.objectContaining({
      code: 'INPUT_INVALID',
      message: expect.stringMatching(/TOKEN, OTHER_ONE, EMPTY(?!.*hunter2)/),
      hint: expect.not.stringContaining('hunter2'),
    }),
  );
  expect(masked).toEqual(['hunter2-hunter2']);
});
