import { defineFunction } from '../../contract/expression.ts';
import { requiredText } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

export const fileExistsFunction = defineFunction({
  name: 'fileExists',
  doc: 'True when a file is there.',
  arguments: [{ name: 'path', doc: 'The storage URI.' }],
  effect: 'io',
  run(args, call) {
    const path = requiredText(args, 'path');
    return call.host.fileExists?.(path) ?? unavailable('fileExists');
  },
});
