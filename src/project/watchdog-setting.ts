import type { ProjectConfig } from '../contract/project-config.ts';

/** `watchdog` as written: `true`, a cron line, or how often. */
export type WatchdogSetting =
  | true
  | { readonly cron?: string; readonly every?: keyof typeof everyCron; readonly grace?: string };

/** GitHub drops most ticks at the full hour, so none of these is there. */
const everyCron = {
  PT15M: '7,22,37,52 * * * *',
  PT30M: '17,47 * * * *',
  PT1H: '17 * * * *',
  PT2H: '17 */2 * * *',
  PT6H: '17 */6 * * *',
  PT12H: '17 */12 * * *',
  P1D: '17 3 * * *',
} as const;

/** The watchdog with its defaults filled in: once an hour, and half an hour late is not late yet. */
export function readWatchdog(written: WatchdogSetting): NonNullable<ProjectConfig['watchdog']> {
  const { cron, every = 'PT1H', grace = 'PT30M' } = written === true ? {} : written;
  return { cron: cron ?? everyCron[every], grace };
}
