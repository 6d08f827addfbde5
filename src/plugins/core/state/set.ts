import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { isMap, newMap, type Value } from '../../../util/values.ts';
import { writesKeys } from '../kv/writes-keys.ts';
import { stateProperties } from './state-properties.ts';
import { mergeState, stateKey } from './state-store.ts';

/** Merges data into a state. */
export const set = defineTask({
  type: 'io.kestra.plugin.core.state.Set',
  aliases: ['io.kestra.core.tasks.states.Set'],
  deprecated: 'use io.kestra.plugin.core.kv.Set',
  title: 'Keep data for later executions of the flow.',
  description:
    'The data is merged into what the state holds. Deprecated in Kestra in favour of the KV store, where states are kept.',
  properties: Type.Object({
    ...stateProperties,
    data: Type.Optional(
      selfRendered(Type.Record(Type.String(), Type.Unknown(), { description: 'What to keep, by name.' })),
    ),
  }),
  outputs: Type.Object({
    count: Type.Integer({ description: 'Entries that the state now has.' }),
    key: Type.String({ description: 'The key under which it is kept.' }),
  }),
  github: writesKeys,
  examples: [
    {
      title: 'Remember how far the flow came',
      code: `id: remember_offset
namespace: company.team
tasks:
  - id: set
    type: io.kestra.plugin.core.state.Set
    name: offsets
    data:
      last: "{{ execution.startDate }}"
`,
    },
  ],
  async run({ data, ...properties }, context) {
    const key = stateKey(properties, context);
    const rendered = await context.renderValue((data ?? {}) as Value);
    const state = await mergeState(key, isMap(rendered) ? rendered : newMap(), context);
    return { outputs: { count: Object.keys(state).length, key } };
  },
});
