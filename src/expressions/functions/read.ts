import { defineFunction } from '../../contract/expression.ts';
import { optionalText, requiredText } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

export const readFunction = defineFunction({
  name: 'read',
  doc: 'The text of a file: a storage URI, the address of an object (`gs://bucket/name`, `s3://bucket/key`) or a namespace file.',
  arguments: [
    {
      name: 'path',
      doc: 'A storage URI, the address of an object (`gs://…`, `s3://…`), or the path of a namespace file.',
    },
    { name: 'namespace', doc: "Another namespace; the flow's own by default." },
  ],
  effect: 'io',
  run(args, call) {
    const path = requiredText(args, 'path');
    return call.host.readFile?.(path, optionalText(args, 'namespace')) ?? unavailable('read');
  },
});
