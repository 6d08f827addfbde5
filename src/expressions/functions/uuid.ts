import { defineFunction } from '../../contract/expression.ts';
import { randomUUID } from 'node:crypto';

export const uuidFunction = defineFunction({
  name: 'uuid',
  doc: 'A new random UUID.',
  arguments: [],
  effect: 'random',
  run() {
    return randomUUID();
  },
});
