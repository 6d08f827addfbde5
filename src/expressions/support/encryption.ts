import type * as nodeCrypto from 'node:crypto';
import { CallFailure } from '../../contract/expression.ts';

type Crypto = typeof nodeCrypto;

const IV_BYTES = 12;
const TAG_BYTES = 16;
const ALGORITHMS: Readonly<Record<number, nodeCrypto.CipherGCMTypes>> = {
  16: 'aes-128-gcm',
  24: 'aes-192-gcm',
  32: 'aes-256-gcm',
};

function keyOf(base64: string): { key: Buffer; algorithm: nodeCrypto.CipherGCMTypes } {
  const key = Buffer.from(base64, 'base64');
  const algorithm = ALGORITHMS[key.length];
  if (algorithm === undefined)
    throw new CallFailure(`expected a key of 16, 24 or 32 bytes in Base64, but found ${key.length} bytes`);
  return { key, algorithm };
}

/** AES-GCM; the result is Base64 of initialization vector, encrypted text and tag, as Kestra stores it. */
export function encryptText(crypto: Crypto, base64Key: string, text: string): string {
  const { key, algorithm } = keyOf(base64Key);
  const iv = crypto.randomBytes(IV_BYTES);
  const cipher = crypto.createCipheriv(algorithm, key, iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

export function decryptText(crypto: Crypto, base64Key: string, encrypted: string): string {
  const { key, algorithm } = keyOf(base64Key);
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length < IV_BYTES + TAG_BYTES)
    throw new CallFailure('expected a text that encrypt() made, but found a shorter one');
  const decipher = crypto.createDecipheriv(algorithm, key, bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
    return text.toString('utf8');
  } catch (error) {
    throw new CallFailure('cannot decrypt: the key is another one, or the text was changed', { cause: error });
  }
}
