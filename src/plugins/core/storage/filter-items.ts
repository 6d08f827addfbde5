import { Readable } from 'node:stream';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { extensionOf } from '../../../plugin-kit/files/extension.ts';
import { type Item, itemBatches } from '../../../plugin-kit/files/items.ts';
import { isTruthy } from '../../../plugin-kit/is-truthy.ts';

const LINE_END = Buffer.from('\n');

/** Keeps the items of a stored file for which a condition holds. */
export const filterItems = defineTask({
  type: 'io.kestra.plugin.core.storage.FilterItems',
  aliases: ['io.kestra.core.tasks.storages.FilterItems'],
  title: 'Keep, or drop, the items of a stored file for which a condition holds.',
  description:
    'The file has one JSON object a line; its fields are variables of the condition. Kept lines stay as they are. ' +
    'Streams: a file of any size takes little memory.',
  properties: Type.Object({
    from: Type.String({ description: 'URI of the stored file.' }),
    filterCondition: selfRendered(
      Type.String({ description: 'The condition; `false`, `0`, `-0` and an empty text do not hold.' }),
    ),
    filterType: Type.Optional(
      Type.Union([Type.Literal('INCLUDE'), Type.Literal('EXCLUDE')], {
        description: 'What happens to an item for which the condition holds.',
        default: 'INCLUDE',
      }),
    ),
    errorOrNullBehavior: Type.Optional(
      Type.Union([Type.Literal('FAIL'), Type.Literal('INCLUDE'), Type.Literal('EXCLUDE')], {
        description: 'What happens to an item for which the condition cannot be rendered.',
        default: 'FAIL',
      }),
    ),
  }),
  outputs: Type.Object({
    uri: Type.String({ description: 'URI of the new file.' }),
    processedItemsTotal: Type.Integer({ description: 'Items read.' }),
    droppedItemsTotal: Type.Integer({ description: 'Items left out.' }),
  }),
  examples: [
    {
      title: 'Only the expensive orders',
      code: `id: expensive
namespace: company.team
inputs:
  - id: orders
    type: FILE
tasks:
  - id: filter
    type: io.kestra.plugin.core.storage.FilterItems
    from: "{{ inputs.orders }}"
    filterCondition: "{{ price > 100 }}"
`,
    },
  ],
  async run(properties, context) {
    const counts = { processed: 0, dropped: 0 };
    const content = Readable.from(kept(properties, context, counts), { objectMode: false });
    const uri = await context.storage.put(`filtered${extensionOf(properties.from, '.ion')}`, content);
    return { outputs: { uri, processedItemsTotal: counts.processed, droppedItemsTotal: counts.dropped } };
  },
});

interface Filter {
  readonly from: string;
  readonly filterCondition: string;
  readonly filterType?: 'INCLUDE' | 'EXCLUDE';
  readonly errorOrNullBehavior?: 'FAIL' | 'INCLUDE' | 'EXCLUDE';
}

async function* kept(
  filter: Filter,
  context: RunContext,
  counts: { processed: number; dropped: number },
): AsyncGenerator<Buffer> {
  for await (const items of itemBatches(context, filter.from)) {
    context.signal.throwIfAborted();
    const lines: Buffer[] = [];
    for (const item of items) {
      counts.processed += 1;
      if (await isKept(item, filter, context)) lines.push(item.line, LINE_END);
      else counts.dropped += 1;
    }
    if (lines.length > 0) yield Buffer.concat(lines);
  }
}

async function isKept({ value, number }: Item, filter: Filter, context: RunContext): Promise<boolean> {
  const { filterType = 'INCLUDE', errorOrNullBehavior = 'FAIL' } = filter;
  let rendered: string;
  try {
    rendered = await context.render(filter.filterCondition, value);
  } catch (error) {
    if (errorOrNullBehavior === 'FAIL') throw unrendered(number, error);
    return errorOrNullBehavior === 'INCLUDE';
  }
  return isTruthy(rendered.trim()) === (filterType === 'INCLUDE');
}

function unrendered(item: number, cause: unknown): TaskError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TaskError('CONDITION_FAILED', `item ${item} of the file: filterCondition cannot be rendered: ${reason}`, {
    cause,
    retryable: false,
    hint: 'mend the condition, or say by errorOrNullBehavior what happens to such items',
  });
}
