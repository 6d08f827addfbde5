import type { TaskLogger } from '../../contract/logger.ts';
import { shortSql } from '../../plugin-kit/rows/sql-excerpt.ts';
import type { SentStatement } from './sent-statement.ts';

/** How a statement ended, as far as a log tells. */
interface LoggedEnd {
  /** What the database calls it: `INSERT`, `CREATE`. */
  readonly command: string;
  /** Rows returned or changed. */
  readonly rowCount: number;
  /** The columns it returned. */
  readonly fields: readonly unknown[];
}

/** Notes what is about to run, as written: parameters stay out of the log. Answers the time, for `logEnd`. */
export function logStart(log: TaskLogger, { source, offset, bound, number }: SentStatement): number {
  const which = number === undefined ? '' : `Statement ${number.is} of ${number.of}: `;
  log.debug(`${which}${shortSql(source.slice(offset, offset + bound.toSource(bound.text.length)))}`);
  return performance.now();
}

/** Notes what a statement did, e.g. `MERGE: 200 rows in 0.35 s`. */
export function logEnd(log: TaskLogger, { command, rowCount, fields }: LoggedEnd, started: number): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  const counts = fields.length > 0 || /^(?:INSERT|UPDATE|DELETE|MERGE|COPY|SELECT)$/.test(command);
  const rows = counts ? ` ${rowCount} row${rowCount === 1 ? '' : 's'} in` : '';
  log.info(`${command}:${rows} ${seconds} s`);
}
