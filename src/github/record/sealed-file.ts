import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { recordError } from './record-error.ts';

/**
 * An encrypted file: 6 bytes of name and version, 16 of salt, 12 of nonce, the text by AES-256-GCM, 16 of tag. The key is
 * scrypt(passphrase, salt, N = 2^15, r = 8, p = 1). Nothing is handed on before the tag has been checked.
 */
const MAGIC = Buffer.from('GPHR1\0', 'latin1');
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = MAGIC.length + SALT_BYTES + NONCE_BYTES;
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);

/** A passphrase with the keys that were made of it: one takes a tenth of a second. */
export interface SealKey {
  /** For writing: a salt of its own. */
  readonly salt: Buffer;
  keyFor(salt: Buffer): Promise<Buffer>;
}

export function sealKey(passphrase: string): SealKey {
  const keys = new Map<string, Promise<Buffer>>();
  return {
    salt: randomBytes(SALT_BYTES),
    keyFor(salt) {
      const name = salt.toString('hex');
      const known = keys.get(name) ?? derive(passphrase, salt, 32, COST);
      keys.set(name, known);
      return known;
    },
  };
}

/** Encrypts a stream into a new file. `about` is not in it, but has to be the same when it is opened. */
export async function writeSealed(
  content: AsyncIterable<Buffer>,
  target: string,
  key: SealKey,
  about: Buffer,
): Promise<void> {
  // One key writes many files of a job: a random nonce is good for 2^32 of them.
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', await key.keyFor(key.salt), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(about);
  const file = createWriteStream(target, { flags: 'wx' });
  file.write(Buffer.concat([MAGIC, key.salt, nonce]));
  await pipeline(content, cipher, file, { end: false });
  await new Promise<void>((resolve, reject) => {
    file.once('error', reject);
    file.end(cipher.getAuthTag(), () => resolve());
  });
}

/**
 * Decrypts a file into a new one, which is gone again where the tag does not fit: a wrong passphrase, or a file that somebody
 * has changed or moved. Fails with RECORD_SEALED or RECORD_DAMAGED.
 */
export async function openSealed(source: string, target: string, key: SealKey, about: Buffer): Promise<void> {
  const { head, tag, end } = await readFrame(source);
  const salt = head.subarray(MAGIC.length, MAGIC.length + SALT_BYTES);
  const nonce = head.subarray(MAGIC.length + SALT_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', await key.keyFor(salt), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(about);
  decipher.setAuthTag(tag);
  try {
    const text = createReadStream(source, { start: HEAD_BYTES, end: Math.max(HEAD_BYTES, end - 1) });
    if (end === HEAD_BYTES) text.destroy();
    await pipeline(end === HEAD_BYTES ? [] : text, decipher, createWriteStream(target, { flags: 'wx' }));
  } catch (cause) {
    await rm(target, { force: true });
    throw recordError('RECORD_SEALED', 'it cannot be decrypted: another passphrase, or somebody has changed it', cause);
  }
}

async function readFrame(source: string): Promise<{ head: Buffer; tag: Buffer; end: number }> {
  const { size } = await stat(source);
  const end = size - TAG_BYTES;
  if (end < HEAD_BYTES) throw recordError('RECORD_DAMAGED', 'its encrypted part is cut off');
  const file = await open(source);
  try {
    const { buffer: head } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES), position: 0 });
    const { buffer: tag } = await file.read({ buffer: Buffer.alloc(TAG_BYTES), position: end });
    if (!head.subarray(0, MAGIC.length).equals(MAGIC))
      throw recordError('RECORD_DAMAGED', 'its encrypted part is of no version that is known here');
    return { head, tag, end };
  } finally {
    await file.close();
  }
}
