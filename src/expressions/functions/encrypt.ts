import { defineFunction } from '../../contract/expression.ts';
import { withCrypto } from '../support/crypto.ts';
import { encryptText } from '../support/encryption.ts';
import { requiredText } from '../support/expect.ts';

export const encryptFunction = defineFunction({
  name: 'encrypt',
  doc: 'A text encrypted with a Base64 key (AES-GCM).',
  arguments: [
    { name: 'key', doc: '16 or 32 bytes in Base64.' },
    { name: 'plaintext', doc: 'The text.' },
  ],
  effect: 'random',
  run(args) {
    return withCrypto((crypto) => encryptText(crypto, requiredText(args, 'key'), requiredText(args, 'plaintext')));
  },
});
