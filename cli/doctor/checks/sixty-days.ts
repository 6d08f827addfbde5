import type { DoctorCheck } from '../check.ts';
import { scheduledWorkflows } from '../schedules.ts';

const day = 86_400_000;
/** GitHub stops the schedules of a public repository after so many days without activity. */
const limit = 60;
/** So many days before it is high time. */
const ahead = 14;

export const sixtyDaysCheck: DoctorCheck = {
  name: 'sixty days',
  where: 'github',
  async look(scene) {
    const { isPublic, pushedAt, now } = scene;
    if (!isPublic || (await scheduledWorkflows(scene)).length === 0) return [];
    const passed = Math.floor((now - pushedAt) / day);
    if (passed < limit - ahead) return [];
    const left = limit - passed;
    const when = left > 0 ? `in ${left} ${left === 1 ? 'day' : 'days'}` : 'any moment now';
    const message = `nothing was pushed for ${passed} days: GitHub disables the schedules of this public repository ${when}`;
    return [{ level: 'error', message, fix: 'push a commit; after it happened: gh workflow enable, one by one' }];
  },
};
