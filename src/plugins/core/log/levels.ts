import type { LogLevel } from '../../../contract/logger.ts';
import { Type } from '../../../contract/schema.ts';

const order: readonly LogLevel[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'];

/** The levels as alternatives of a schema. */
export const logLevels = [
  Type.Literal('TRACE'),
  Type.Literal('DEBUG'),
  Type.Literal('INFO'),
  Type.Literal('WARN'),
  Type.Literal('ERROR'),
];

/** Larger means graver. */
export function rankOf(level: LogLevel): number {
  return order.indexOf(level);
}
