import { defineFunction } from '../../contract/expression.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export const idFunction = defineFunction({
  name: 'id',
  doc: 'A new short random id of letters and digits.',
  arguments: [],
  effect: 'random',
  run() {
    let rest = BigInt(`0x${globalThis.crypto.randomUUID().replaceAll('-', '')}`);
    let id = '';
    for (; rest > 0n; rest /= 62n) id = (DIGITS[Number(rest % 62n)] ?? '') + id;
    return id;
  },
});
