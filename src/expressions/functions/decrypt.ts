import { defineFunction } from '../../contract/expression.ts';
import { withCrypto } from '../support/crypto.ts';
import { decryptText } from '../support/encryption.ts';
import { requiredText } from '../support/expect.ts';

export const decryptFunction = defineFunction({
  name: 'decrypt',
  doc: 'The text that `encrypt` made with this key.',
  arguments: [
    { name: 'key', doc: '16 or 32 bytes in Base64.' },
    { name: 'encrypted', doc: 'The encrypted text.' },
  ],
  run(args) {
    return withCrypto((crypto) => decryptText(crypto, requiredText(args, 'key'), requiredText(args, 'encrypted')));
  },
});
