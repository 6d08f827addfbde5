import type { MetricRecord } from '../../contract/events.ts';
import type { LogLevel } from '../../contract/logger.ts';
import { parseJson } from '../../util/json.ts';
import { parseJsonPrefix } from '../../util/json-reader.ts';
import { isMap, unwrap, type Value, type ValueMap } from '../../util/values.ts';

/** What a script says of itself in a line `::{"outputs": …, "metrics": […], "logs": […]}::`. */
export interface Marker {
  readonly outputs: ValueMap;
  readonly metrics: readonly MetricRecord[];
  readonly logs: readonly { readonly level: LogLevel; readonly message: string }[];
  /** What could not be read in it, for a warning. */
  readonly problems: readonly string[];
}

/** From the line's very start to its very end: leading blanks, or text around it, make it an ordinary line, as in Kestra. */
const syntax = /^::(\{.*\})::$/su;

/**
 * Reads a marker line; undefined where the line is none. Text behind the first JSON object is ignored, so of two markers on a
 * line the first one counts. Broken JSON is a problem, never an error: what a script prints must not fail it.
 */
export function readMarker(line: string): Marker | undefined {
  if (!line.startsWith('::{')) return undefined;
  const body = syntax.exec(line)?.[1];
  if (body === undefined) return undefined;
  try {
    return toMarker(parseFirst(body));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { outputs: {}, metrics: [], logs: [], problems: [`Invalid outputs: ${detail}`] };
  }
}

function parseFirst(body: string): Value {
  try {
    return parseJson(body);
  } catch {
    return parseJsonPrefix(body).value;
  }
}

function toMarker(value: Value): Marker {
  const content = isMap(value) ? value : {};
  const problems: string[] = [];
  const outputs = content['outputs'] ?? {};
  if (!isMap(outputs)) problems.push('Invalid outputs: expected a map under "outputs"');
  const metrics = listOf(content['metrics'], 'metrics', problems).flatMap((entry) => toMetric(entry, problems));
  const logs = listOf(content['logs'], 'logs', problems).flatMap((entry) => toLog(entry, problems));
  if (content['assets'] !== undefined) problems.push('Assets are not kept: only outputs, metrics and logs are');
  return { outputs: isMap(outputs) ? outputs : {}, metrics, logs, problems };
}

function listOf(value: Value | undefined, name: string, problems: string[]): readonly Value[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  problems.push(`Invalid outputs: expected a list under "${name}"`);
  return [];
}

const metricTypes: readonly unknown[] = ['counter', 'timer', 'gauge'] satisfies MetricRecord['type'][];

function toMetric(entry: Value, problems: string[]): MetricRecord[] {
  const { name, type, value, tags } = isMap(entry) ? (unwrap(entry) as Record<string, unknown>) : {};
  if (typeof name !== 'string' || !metricTypes.includes(type) || typeof value !== 'number') {
    problems.push('Invalid metric: expected {"name": text, "type": "counter", "timer" or "gauge", "value": number}');
    return [];
  }
  const metric = { name, type: type as MetricRecord['type'], value };
  if (typeof tags !== 'object' || tags === null) return [metric];
  return [{ ...metric, tags: Object.fromEntries(Object.entries(tags).map(([key, tag]) => [key, String(tag)])) }];
}

/** Names of levels, Python's among them. */
const levels: Readonly<Record<string, LogLevel>> = {
  TRACE: 'TRACE',
  DEBUG: 'DEBUG',
  INFO: 'INFO',
  WARN: 'WARN',
  WARNING: 'WARN',
  ERROR: 'ERROR',
  CRITICAL: 'ERROR',
};

function toLog(entry: Value, problems: string[]): { level: LogLevel; message: string }[] {
  const { level, message } = isMap(entry) ? entry : {};
  const known = typeof level === 'string' && Object.hasOwn(levels, level) ? levels[level] : undefined;
  if (known !== undefined && typeof message === 'string') return [{ level: known, message }];
  problems.push('Invalid log: expected {"level": TRACE, DEBUG, INFO, WARN or ERROR, "message": text}');
  return [];
}
