import { defineFunction } from '../../contract/expression.ts';
import { optionalText, requiredText } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

export const fileExistsFunction = defineFunction({
  name: 'fileExists',
  doc: 'True when a file is there.',
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
    return call.host.fileExists?.(path, optionalText(args, 'namespace')) ?? unavailable('fileExists');
  },
});
