import { defineFunction } from '../../contract/expression.ts';

export const uuidFunction = defineFunction({
  name: 'uuid',
  doc: 'A new random UUID.',
  arguments: [],
  effect: 'random',
  run() {
    return globalThis.crypto.randomUUID();
  },
});
