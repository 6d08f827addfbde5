import { defineFunction } from '../../contract/expression.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Seconds since 1970 at which a KSUID's time begins (https://github.com/segmentio/ksuid). */
const EPOCH = 1_400_000_000;
const WIDTH = 27;

export const ksuidFunction = defineFunction({
  name: 'ksuid',
  doc: 'A new KSUID: 27 letters and digits that sort by the time at which they were made.',
  arguments: [],
  effect: 'random',
  run(_args, call) {
    const seconds = Math.floor((call.host.now?.() ?? new Date()).getTime() / 1000) - EPOCH;
    const random = globalThis.crypto.getRandomValues(new Uint8Array(16));
    let rest = BigInt(seconds);
    for (const byte of random) rest = rest * 256n + BigInt(byte);
    let id = '';
    for (; rest > 0n; rest /= 62n) id = (DIGITS[Number(rest % 62n)] ?? '') + id;
    return id.padStart(WIDTH, '0');
  },
});
