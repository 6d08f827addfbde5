import { Type } from '../../contract/schema.ts';
import { defineTask, type TaskDefinition } from '../../contract/task.ts';

/** The last step of ForEachItem: the outputs of all executions as one file. */
export function mergeOutputs(items: Readonly<Record<string, unknown>>): TaskDefinition {
  return defineTask({
    type: 'io.kestra.plugin.core.flow.ForEachItem$ForEachItemMergeOutputs',
    title: 'Merge the outputs.',
    properties: Type.Object({}),
    outputs: Type.Object({
      subflowOutputs: Type.Optional(Type.String({ description: 'URI of a file with one JSON document a line.' })),
    }),
    examples: [],
    async run(_, context) {
      const uri = items['subflowOutputsBaseUri'];
      if (typeof uri !== 'string') return {};
      const merged = await context.storage.put('subflow-outputs.jsonl', await context.storage.get(uri));
      return { outputs: { subflowOutputs: merged } };
    },
  });
}
