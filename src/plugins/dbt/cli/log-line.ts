import type { LogLevel } from '../../../contract/logger.ts';

/** What happened to a model, a test, a seed or a snapshot. */
export interface NodeEvent {
  /** dbt's own name: `model.taxi.trips`, `test.taxi.not_null_trips_fare.0b4103ddec`. */
  readonly id: string;
  /** The bare name, as its file has it. */
  readonly name: string;
  /** `started`, or how it ended: `success`, `pass`, `warn`, `fail`, `error`, `skipped`, … */
  readonly status: string;
}

/** A line of dbt's log in JSON, read. */
export interface DbtLogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly node?: NodeEvent;
}

interface RawLine {
  readonly info?: { readonly level?: unknown; readonly msg?: unknown };
  readonly data?: { readonly node_info?: Readonly<Record<string, unknown>> };
}

const levels: Readonly<Record<string, LogLevel>> = {
  debug: 'DEBUG',
  test: 'DEBUG',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
};

/**
 * Reads a line that dbt printed under `--log-format json`; undefined for other lines (of pip, of a hook).
 * Source: https://docs.getdbt.com/reference/events-logging#structured-logging
 */
export function readLogLine(line: string): DbtLogLine | undefined {
  if (!line.startsWith('{')) return undefined;
  const raw = parse(line);
  const message = raw?.info?.msg;
  if (typeof message !== 'string') return undefined;
  const level = levels[String(raw?.info?.level)] ?? 'INFO';
  const node = nodeOf(raw?.data?.node_info);
  return { level, message: message.trimEnd(), ...(node === undefined ? {} : { node }) };
}

function parse(line: string): RawLine | undefined {
  try {
    return JSON.parse(line) as RawLine;
  } catch {
    // A line that only begins like JSON is somebody else's: it is logged as it is.
    return undefined;
  }
}

function nodeOf(info: Readonly<Record<string, unknown>> | undefined): NodeEvent | undefined {
  const { unique_id: id, node_name: name, node_status: status } = info ?? {};
  if (typeof id !== 'string' || typeof status !== 'string' || status === 'None' || status === '') return undefined;
  return { id, name: typeof name === 'string' ? name : id, status };
}
