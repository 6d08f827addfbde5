import { defineFunction } from '../../contract/expression.ts';
import { findFreePort } from '../support/free-port.ts';

export const randomPortFunction = defineFunction({
  name: 'randomPort',
  doc: 'A TCP port that was free a moment ago.',
  arguments: [],
  effect: 'io',
  run() {
    return findFreePort();
  },
});
