import { defineFunction } from '../../contract/expression.ts';
import { requiredText } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

export const fileSizeFunction = defineFunction({
  name: 'fileSize',
  doc: 'The size of a file in bytes.',
  arguments: [{ name: 'path', doc: 'The storage URI.' }],
  effect: 'io',
  run(args, call) {
    const path = requiredText(args, 'path');
    return call.host.fileSize?.(path) ?? unavailable('fileSize');
  },
});
