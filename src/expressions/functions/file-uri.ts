import { defineFunction } from '../../contract/expression.ts';
import { requiredText } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

export const fileURIFunction = defineFunction({
  name: 'fileURI',
  doc: 'The URI of a namespace file, for tasks that take the URI of a file.',
  arguments: [{ name: 'path', doc: 'Path inside the namespace.' }],
  effect: 'io',
  run(args, call) {
    const path = requiredText(args, 'path');
    return call.host.fileUri?.(path) ?? unavailable('fileURI');
  },
});
