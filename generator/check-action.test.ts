import { expect, test } from 'vitest';
import { toyConfig } from '../tests/support/toy-flow.ts';
import { checkAction } from './check-action.ts';

const config = (uses: string) => ({ ...toyConfig, action: { uses } });

test.each([
  ['./action', 'action/action.yml'],
  ['./action/', 'action/action.yml'],
  ['./', 'action.yml'],
  ['./tools/action', 'tools/action/action.yaml'],
])('%s is looked for at %s', (uses, file) => {
  expect(checkAction(config(uses), (path) => path === file)).toBeUndefined();
  expect(checkAction(config(uses), () => false)).toMatchObject({
    severity: 'error',
    rule: 'missing-action',
    message: expect.stringContaining(uses),
    hint: expect.stringContaining('copy the folder action/'),
  });
});

test('an action of another repository needs no copy', () => {
  expect(checkAction(config(`owner/name/action@${'a'.repeat(40)}`), () => false)).toBeUndefined();
});
