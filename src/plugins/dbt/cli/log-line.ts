import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { LogLevel } from '../../../contract/logger.ts';

/** What happened to a model, a test, a seed or a snapshot. */
export interface NodeEvent {
  /** dbt's own name: `model.taxi.trips`, `test.taxi.not_null_trips_fare.0b4103ddec`. */
  readonly id: string;
  readonly name: string;
  /** The file of its SQL below the compiled ones: `unique_trips_id.sql`, with a digest in place of a name that is too long. */
  readonly file: string;
  /** `started`, or how it ended: `success`, `pass`, `warn`, `fail`, `error`, `skipped`, … */
  readonly status: string;
}

/** A line of dbt's log in JSON, read. */
export interface DbtLogLine {
  readonly level: LogLevel;
  readonly message: string;
  /** When and where dbt said it: `2026-11-30T22:04:03.190100Z MainThread`. */
  readonly origin: string;
  readonly node?: NodeEvent;
  /** How many nodes ended how, at the end of a command: `pass`, `error`, `skip`, … */
  readonly stats?: Readonly<Record<string, unknown>>;
}

interface RawLine {
  readonly info?: {
    readonly level?: unknown;
    readonly msg?: unknown;
    readonly ts?: unknown;
    readonly thread?: unknown;
  };
  readonly data?: {
    readonly node_info?: Readonly<Record<string, unknown>>;
    readonly stats?: Readonly<Record<string, unknown>>;
  };
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
  const { info = {}, data = {} } = raw ?? {};
  if (typeof info.msg !== 'string') return undefined;
  const node = nodeOf(data.node_info);
  return {
    level: levels[String(info.level)] ?? 'INFO',
    message: stripVTControlCharacters(info.msg).trimEnd(),
    origin: `${String(info.ts)} ${String(info.thread)}`,
    ...(node === undefined ? {} : { node }),
    ...(data.stats === undefined ? {} : { stats: data.stats }),
  };
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
  const { unique_id: id, node_name: name, node_path: file, node_status: status } = info ?? {};
  if (typeof id !== 'string' || typeof status !== 'string' || status === 'None' || status === '') return undefined;
  const known = typeof name === 'string' ? name : id;
  return { id, name: known, file: basename(typeof file === 'string' ? file : `${known}.sql`), status };
}
