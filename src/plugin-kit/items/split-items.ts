import { Type } from '../../contract/schema.ts';
import { defineTask, type TaskDefinition } from '../../contract/task.ts';
import { splitFile } from '../files/split-file.ts';
import type { SplitRule } from '../files/split-properties.ts';

/** The first step of ForEachItem: the file in batches, and a file that lists them. */
export function splitItems(items: string, rule: SplitRule & { readonly separator?: string }): TaskDefinition {
  return defineTask({
    type: 'io.kestra.plugin.core.flow.ForEachItem$ForEachItemSplit',
    title: 'Cut the file.',
    properties: Type.Object({}),
    outputs: Type.Object({ splits: Type.String({ description: 'URI of a file with the URIs of the batches.' }) }),
    examples: [],
    async run(_, context) {
      const uris = await splitFile(context, items, rule);
      return { outputs: { splits: await context.storage.put('splits.txt', uris.join('\n')) } };
    },
  });
}
