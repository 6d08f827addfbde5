import { defineFunction } from '../../contract/expression.ts';
import { requiredText } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

export const readFunction = defineFunction({
  name: 'read',
  doc: 'The text of a file: a storage URI or a namespace file.',
  arguments: [{ name: 'path', doc: 'The URI or path.' }],
  effect: 'io',
  run(args, call) {
    const path = requiredText(args, 'path');
    return call.host.readFile?.(path) ?? unavailable('read');
  },
});
