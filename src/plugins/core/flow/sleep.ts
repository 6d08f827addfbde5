import { setTimeout as delay } from 'node:timers/promises';
import { durationText, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';
import { readDuration } from '../../../plugin-kit/read-duration.ts';

/** Node's timers take 32 bits of milliseconds: longer waits go in steps. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Waits. Ends at once when the task run is cancelled. */
export const sleep = defineTask({
  type: 'io.kestra.plugin.core.flow.Sleep',
  aliases: ['io.kestra.core.tasks.flows.Sleep'],
  title: 'Wait for a while.',
  description: 'On a runner that is paid by the minute, waiting costs like working: keep it short.',
  properties: Type.Object({
    duration: durationText({ description: 'How long to wait, as an ISO 8601 duration such as `PT15S`.' }),
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Give a service ten seconds to start',
      code: `id: patience
namespace: company.team
tasks:
  - id: wait
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT10S
  - id: go
    type: io.kestra.plugin.core.log.Log
    message: Ready
`,
    },
  ],
  async run({ duration }, context) {
    const until = performance.now() + readDuration('duration', duration);
    for (let left = until - performance.now(); left > 0; left = until - performance.now()) {
      await delay(Math.min(left, LONGEST_TIMER), undefined, { signal: context.signal }).catch((error: unknown) => {
        context.signal.throwIfAborted();
        throw error;
      });
    }
    context.signal.throwIfAborted();
    return {};
  },
});
