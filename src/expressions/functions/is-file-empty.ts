import { defineFunction } from '../../contract/expression.ts';
import { requiredText } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

export const isFileEmptyFunction = defineFunction({
  name: 'isFileEmpty',
  doc: 'True when a file has no bytes.',
  arguments: [{ name: 'path', doc: 'The storage URI.' }],
  effect: 'io',
  run(args, call) {
    const path = requiredText(args, 'path');
    const size = call.host.fileSize?.(path) ?? unavailable('isFileEmpty');
    return size instanceof Promise ? size.then((bytes) => bytes === 0) : size === 0;
  },
});
