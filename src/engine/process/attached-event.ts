import type { EventBody } from '../../contract/events.ts';
import { hostIdentity, processStartTime } from '../../util/process-identity.ts';

/** Says which process works on the execution from now on. */
export function attachedEvent(): Extract<EventBody, { type: 'engine.attached' }> {
  return {
    type: 'engine.attached',
    pid: process.pid,
    startTime: processStartTime(process.pid) ?? 0,
    host: hostIdentity(),
  };
}
