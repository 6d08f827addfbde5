import { hash, randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 62^22 > 2^130: as many as Kestra's own ids have. */
const LENGTH = 22;
/** Bytes from here on would make the first letters of the alphabet likelier. */
const FAIR_BYTES = 256 - (256 % alphabet.length);

/** A random execution id: 22 characters of 0-9, A-Z, a-z, as Kestra's. */
export function createExecutionId(): string {
  let id = '';
  while (id.length < LENGTH) {
    for (const byte of randomBytes(LENGTH)) {
      if (byte < FAIR_BYTES && id.length < LENGTH) id += alphabet[byte % alphabet.length];
    }
  }
  return id;
}

/** True for what {@link createExecutionId} makes, and for ids that a door derived in the same form. */
export function isExecutionId(text: string): boolean {
  return /^[0-9A-Za-z]{8,64}$/.test(text);
}

/** An id that follows from its parts alone, so that a resumed run finds the task runs of the one before. */
export function derivedId(...parts: readonly string[]): string {
  // Lengths before the parts: ('a', 'bc') and ('ab', 'c') must differ.
  const digest = hash('sha256', parts.map((part) => `${part.length}:${part}`).join(''), 'buffer');
  let id = '';
  for (let index = 0; index < LENGTH; index += 1) id += alphabet[(digest[index] ?? 0) % alphabet.length];
  return id;
}
