import { afterEach, expect, test, vi } from 'vitest';
import { findService } from './find-service.ts';

afterEach(() => vi.unstubAllEnvs());

test('a name that nobody has is told at once, a name that is there passes', async () => {
  vi.stubEnv('HTTPS_PROXY', '');
  vi.stubEnv('https_proxy', '');
  // RFC 6761: nobody ever gets a name below it.
  await expect(findService('storage.invalid', [1])).rejects.toMatchObject({
    code: 'GCP_UNREACHABLE',
    message: expect.stringContaining('storage.invalid'),
    hint: expect.stringContaining('online'),
    retryable: true,
  });
  await expect(findService('localhost', [])).resolves.toBeUndefined();
});

test('behind a proxy the proxy finds names', async () => {
  vi.stubEnv('https_proxy', 'http://127.0.0.1:9');
  await expect(findService('storage.invalid', [])).resolves.toBeUndefined();
});
