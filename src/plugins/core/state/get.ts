import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { stateProperties } from './state-properties.ts';
import { readState, stateKey, stateMissing } from './state-store.ts';

/** Reads a state. */
export const get = defineTask({
  type: 'io.kestra.plugin.core.state.Get',
  aliases: ['io.kestra.core.tasks.states.Get'],
  deprecated: 'use io.kestra.plugin.core.kv.Get',
  title: 'Read data that an earlier execution of the flow has kept.',
  description: 'Deprecated in Kestra in favour of the KV store, where states are kept.',
  properties: Type.Object({
    ...stateProperties,
    errorOnMissing: Type.Optional(Type.Boolean({ description: 'Fail where there is no such state.', default: false })),
  }),
  outputs: Type.Object({
    count: Type.Integer({ description: 'Entries of the state.' }),
    data: Type.Record(Type.String(), Type.Unknown(), { description: 'The data; empty where there is none.' }),
  }),
  examples: [
    {
      title: 'Go on where the last execution ended',
      code: `id: recall_offset
namespace: company.team
tasks:
  - id: get
    type: io.kestra.plugin.core.state.Get
    name: offsets
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Last time: {{ outputs.get.data.last ?? 'never' }}"
`,
    },
  ],
  async run({ errorOnMissing = false, ...properties }, context) {
    const key = stateKey(properties, context);
    const data = await readState(key, context);
    if (data === undefined && errorOnMissing) throw stateMissing(key);
    return { outputs: { count: Object.keys(data ?? {}).length, data: data ?? {} } };
  },
});
