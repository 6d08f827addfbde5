import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { readCredentials } from './service-account.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const good = { type: 'service_account', client_email: 'a@b.iam', private_key: privateKey, project_id: 'p' };
const secretPart = privateKey.split('\n')[3] ?? '';

test('a key that is whole is read', () => {
  expect(readCredentials(` ${JSON.stringify(good)}\n`)).toMatchObject({ type: 'service_account', project_id: 'p' });
});

test.each([
  ['nothing', '  ', 'it is empty'],
  ['base64', Buffer.from(JSON.stringify(good)).toString('base64'), 'it is base64'],
  ['the private key alone', privateKey, 'only the private key'],
  ['a file name', '/home/me/key.json', 'the name of a file'],
  ['a part of it', JSON.stringify(good).slice(0, 300), 'a part of it may be missing'],
  ['raw line breaks', JSON.stringify(good).replaceAll('\\n', '\n'), 'line breaks inside its texts'],
  ['a list', '[1]', 'it is not JSON'],
  ['no type', JSON.stringify({ ...good, type: undefined }), 'it has no `type`'],
  ['another type', JSON.stringify({ ...good, type: 'user' }), 'its `type` is none of'],
  ['no e-mail address', JSON.stringify({ ...good, client_email: '' }), 'it has no `client_email`'],
  ['double escapes', JSON.stringify({ ...good, private_key: privateKey.replaceAll('\n', '\\n') }), 'escaped twice'],
  [
    'a broken key',
    JSON.stringify({ ...good, private_key: privateKey.replace(secretPart, 'x') }),
    'no private key in PEM form',
  ],
])('%s: says what is wrong and shows nothing of it', (_, text, message) => {
  const attempt = (): unknown => readCredentials(text);
  expect(attempt).toThrow(expect.objectContaining({ code: 'GCP_KEY_INVALID', retryable: false }));
  expect(attempt).toThrow(message);
  expect(shownBy(attempt)).not.toContain(secretPart.slice(0, 20));
});

/** Everything that a log could show of what was thrown. */
function shownBy(work: () => unknown): string {
  try {
    return JSON.stringify(work());
  } catch (error) {
    return `${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`;
  }
}
