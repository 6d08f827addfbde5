import { expect, test } from 'vitest';
import { readAddress } from './remote-address.ts';

test.each([
  ['https://github.com/o/r.git', { url: 'https://github.com/o/r.git', origin: 'https://github.com' }],
  [
    'https://me:s%40%crt@git.example.com:8443/o/r',
    {
      url: 'https://git.example.com:8443/o/r',
      origin: 'https://git.example.com:8443',
      username: 'me',
      password: 's@%crt',
    },
  ],
  ['git@github.com:o/r.git', { url: 'git@github.com:o/r.git' }],
  ['ssh://git@host:2222/srv/r.git', { url: 'ssh://git@host:2222/srv/r.git' }],
  ['/srv/r.git', { url: '/srv/r.git' }],
])('%s', (text, expected) => {
  expect(readAddress(text)).toEqual(expected);
});

test.each(['ext::sh -c touch% /tmp/x', '--upload-pack=touch /tmp/x', 'fd::17', 'github.com/o/r', 'ftp://host/r', ''])(
  '%s is refused',
  (text) => {
    expect(() => readAddress(text)).toThrow(expect.objectContaining({ code: 'GIT_BAD_ADDRESS', retryable: false }));
  },
);

test('an error shows no password', () => {
  expect(() => readAddress('ftp://me:secret@host/r')).toThrow(/"ftp:\/\/…@host\/r"/);
});
