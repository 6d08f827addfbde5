import { defineFlowable } from '../../../contract/flowable.ts';
import { Type } from '../../../contract/schema.ts';
import { callProperties } from '../../../plugin-kit/call-properties.ts';
import { splitProperties } from '../../../plugin-kit/files/split-properties.ts';
import { callBatches } from '../../../plugin-kit/items/call-batches.ts';
import { mergeOutputs } from '../../../plugin-kit/items/merge-outputs.ts';
import { splitItems } from '../../../plugin-kit/items/split-items.ts';

/** Cuts a stored file into batches and starts a flow for each. */
export const forEachItem = defineFlowable({
  type: 'io.kestra.plugin.core.flow.ForEachItem',
  aliases: ['io.kestra.core.tasks.flows.ForEachItem'],
  title: 'Cut a stored file into batches, and start a flow for each.',
  description:
    'The called flow gets each batch by its inputs: `taskrun.items` is the URI of the batch, `taskrun.iteration` its number ' +
    'from 0. Three task runs show what happens: `<id>_split`, `<id>_items` and `<id>_merge`; the outputs of all executions are ' +
    'one file, `outputs.<id>_merge.subflowOutputs`, with one JSON document a line, in the order of the batches.',
  properties: Type.Object(
    {
      items: Type.String({ description: 'URI of the stored file: text with one item a line.' }),
      batch: Type.Optional(
        Type.Object(splitProperties, {
          additionalProperties: false,
          default: { rows: 1 },
          description: 'How to cut the file. Default: a line each.',
        }),
      ),
      ...callProperties,
      concurrencyLimit: Type.Optional(
        Type.Integer({ description: 'How many run at once; 0: all.', minimum: 0, default: 1 }),
      ),
    },
    { 'x-inner-tasks': ['split', 'items', 'merge'] },
  ),
  outputs: Type.Object({}),
  examples: [
    {
      title: 'A flow for each thousand rows',
      code: `id: in_batches
namespace: company.team
inputs:
  - id: rows
    type: FILE
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEachItem
    items: "{{ inputs.rows }}"
    batch:
      rows: 1000
    concurrencyLimit: 4
    namespace: company.team
    flowId: load_batch
    inputs:
      batch: "{{ taskrun.items }}"
      number: "{{ taskrun.iteration }}"
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "{{ read(outputs.each_merge.subflowOutputs) }}"
`,
    },
  ],
  async run({ items, batch = { rows: 1 }, ...call }, scope) {
    const { id } = scope.node;
    const outputsOf = (step: string): Readonly<Record<string, unknown>> => scope.outputsOf(`${id}_${step}`);
    const split = await scope.innerTask(`${id}_split`, splitItems(items, batch));
    if (split !== 'SUCCESS') return { state: split };
    const called = await scope.innerTask(`${id}_items`, callBatches(String(outputsOf('split')['splits']), call));
    if (called === 'KILLED') return { state: called };
    // Also after a failure: what the good ones made stays reachable.
    const merged = await scope.innerTask(`${id}_merge`, mergeOutputs(outputsOf('items')));
    return { state: merged === 'SUCCESS' ? called : merged };
  },
});
