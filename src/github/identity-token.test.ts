import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { startJobTokens } from '../../tests/support/job-tokens.ts';
import { requestIdentityToken, takeIdentityRequest } from './identity-token.ts';

const names = ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
const left = (): readonly string[] => names.filter((name) => process.env[name] !== undefined);

afterEach(() => void vi.unstubAllEnvs());

test('what it takes to ask leaves the environment, and is not back while or after a token comes', async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  const tokens = await startJobTokens();
  onTestFinished(() => tokens.close());
  for (const [name, value] of Object.entries(tokens.env)) vi.stubEnv(name, value);
  const request = takeIdentityRequest(process.env);
  expect(left()).toEqual([]);
  const coming = [requestIdentityToken('a', request), requestIdentityToken('b', request)];
  // Both have been asked for, none has come.
  while (tokens.given.length === 0) {
    expect(left()).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const [first = '', second = ''] = await Promise.all(coming);
  expect([tokens.verify(first, 'a')?.aud, tokens.verify(second, 'b')?.aud]).toEqual(['a', 'b']);
  expect(left()).toEqual([]);
});

test.each([{}, { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://x' }, { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't' }])(
  'a job that has not both says which permission it lacks',
  async (environment) => {
    await expect(requestIdentityToken('a', takeIdentityRequest({ ...environment }))).rejects.toMatchObject({
      code: 'IDENTITY_TOKEN',
      message: expect.stringContaining('id-token: write'),
      hint: expect.stringContaining('gitphony compile'),
    });
  },
);
