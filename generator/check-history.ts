import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { Problem } from '../src/contract/source.ts';

/** Says what a resume loses where records keep no values. */
export function checkHistory({ history }: ProjectConfig): Problem | undefined {
  if (history !== 'metadata' && history !== 'none') return undefined;
  const start = { offset: 0, line: 1, column: 1 };
  const keeps = history === 'none' ? 'nothing' : 'states and times, but no values and no files';
  return {
    severity: 'warning',
    rule: 'history-loses',
    message: `history: ${history} keeps ${keeps}: no run on GitHub can go on, so "Re-run failed jobs" starts over (after a lost runner too), a Pause is refused, and executions restart, resume, replay and pull have nothing to go on from`,
    hint: 'history: encrypted keeps all of it for you alone (docs/restart.md)',
    file: 'gitphony.yaml',
    range: { start, end: start },
  };
}
