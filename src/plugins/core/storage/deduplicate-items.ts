import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { RunContext } from '../../../contract/run-context.ts';
import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { extensionOf } from '../../../plugin-kit/files/extension.ts';
import { itemBatches } from '../../../plugin-kit/files/items.ts';

const LINE_END = Buffer.from('\n');
/** Characters; longer keys are kept as a digest, which takes less memory. */
const LONG_KEY = 40;

/** Keeps the last item of each key. */
export const deduplicateItems = defineTask({
  type: 'io.kestra.plugin.core.storage.DeduplicateItems',
  aliases: ['io.kestra.core.tasks.storages.DeduplicateItems'],
  title: 'Keep only the last of the items of a stored file that have the same key.',
  description:
    'The file has one JSON object a line; its fields are variables of the key’s expression. Reads the file twice; the memory ' +
    'grows with the number of keys (about 100 MB for a million), not with the size of the file.',
  properties: Type.Object({
    from: Type.String({ description: 'URI of the stored file.' }),
    expr: selfRendered(Type.String({ description: 'A template that gives the key of an item.' })),
  }),
  outputs: Type.Object({
    uri: Type.String({ description: 'URI of the new file.' }),
    numKeys: Type.Integer({ description: 'Different keys.' }),
    processedItemsTotal: Type.Integer({ description: 'Items read.' }),
    droppedItemsTotal: Type.Integer({ description: 'Items left out.' }),
  }),
  examples: [
    {
      title: 'The newest state of each order',
      code: `id: newest
namespace: company.team
inputs:
  - id: changes
    type: FILE
tasks:
  - id: deduplicate
    type: io.kestra.plugin.core.storage.DeduplicateItems
    from: "{{ inputs.changes }}"
    expr: "{{ order_id }}"
`,
    },
  ],
  async run({ from, expr }, context) {
    const last = new Map<string, number>();
    let processed = 0;
    for await (const items of itemBatches(context, from)) {
      context.signal.throwIfAborted();
      for (const { value, number } of items) {
        last.set(shorten(await context.render(expr, value)), number);
        processed = number;
      }
    }
    const content = Readable.from(lastItems(from, new Set(last.values()), context), { objectMode: false });
    const uri = await context.storage.put(`deduplicated${extensionOf(from, '.ion')}`, content);
    return {
      outputs: {
        uri,
        numKeys: last.size,
        processedItemsTotal: processed,
        droppedItemsTotal: processed - last.size,
      },
    };
  },
});

async function* lastItems(from: string, numbers: ReadonlySet<number>, context: RunContext): AsyncGenerator<Buffer> {
  for await (const items of itemBatches(context, from)) {
    context.signal.throwIfAborted();
    const lines = items.filter(({ number }) => numbers.has(number)).flatMap(({ line }) => [line, LINE_END]);
    if (lines.length > 0) yield Buffer.concat(lines);
  }
}

function shorten(key: string): string {
  return key.length <= LONG_KEY ? key : `#${createHash('sha256').update(key).digest('base64')}`;
}
