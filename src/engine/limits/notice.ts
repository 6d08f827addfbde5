import type { LogLevel } from '../../contract/logger.ts';
import type { ExecutionRun } from '../run/execution-run.ts';

/** Records a word about the execution as a whole, which no task said. */
export function notice(run: ExecutionRun, level: LogLevel, message: string): void {
  run.emit({ type: 'execution.notice', level, message: run.masker.mask(message) });
}
