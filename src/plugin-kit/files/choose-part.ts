import { TaskError } from '../../contract/errors.ts';
import type { SplitRule } from './split-properties.ts';

/** Says into which part a line goes (undefined: into none). `end` is the number of bytes that are put behind it. */
export type PartChooser = (line: Buffer, end: number) => string | number | undefined;

const units: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/**
 * The chooser for a rule.
 *
 * @throws TaskError SPLIT_INVALID for a size, a pattern or a rule that is none
 */
export async function choosePart({ regexPattern, bytes, partitions, rows }: SplitRule): Promise<PartChooser> {
  if (regexPattern !== undefined) return byPattern(regexPattern);
  if (bytes !== undefined) return bySize(readSize(bytes));
  if (partitions !== undefined) return inTurn(partitions);
  if (rows !== undefined) return byRows(rows);
  throw invalid('expected one of rows, bytes, partitions and regexPattern, got none of them', 'add rows: 1000');
}

async function byPattern(pattern: string): Promise<PartChooser> {
  // A linear engine: a pattern from a flow must not be able to hang the run.
  const { RE2JS } = await import('re2js');
  let compiled: ReturnType<typeof RE2JS.compile>;
  try {
    compiled = RE2JS.compile(pattern);
  } catch (cause) {
    throw invalid(`regexPattern: ${cause instanceof Error ? cause.message : String(cause)}`, 'mend the pattern', cause);
  }
  if (compiled.groupCount() === 0) {
    throw invalid(
      `regexPattern: expected a pattern with a group, got ${pattern}`,
      'put what tells the parts apart in (parentheses)',
    );
  }
  return (line) => {
    const matcher = compiled.matcher(line.toString('utf8'));
    return matcher.find() ? (matcher.group(1) ?? '') : undefined;
  };
}

function bySize(limit: number): PartChooser {
  let part = 0;
  let size = 0;
  return (line, end) => {
    if (size >= limit) {
      part += 1;
      size = 0;
    }
    size += line.length + end;
    return part;
  };
}

function byRows(limit: number): PartChooser {
  let count = 0;
  return () => Math.floor(count++ / limit);
}

function inTurn(partitions: number): PartChooser {
  let count = 0;
  return () => count++ % partitions;
}

function readSize(text: string): number {
  const [, digits, unit = ''] = /^\s*(\d+)\s*(?:([KMG])B?)?\s*$/i.exec(text) ?? [];
  const size = Number(digits) * (units[unit.toUpperCase()] ?? 1);
  if (digits !== undefined && Number.isSafeInteger(size) && size > 0) return size;
  throw invalid(`Invalid size with value '${text}'`, 'write bytes as 10MB, 200KB, 1GB or a number');
}

function invalid(message: string, hint: string, cause?: unknown): TaskError {
  return new TaskError('SPLIT_INVALID', message, {
    retryable: false,
    hint,
    ...(cause === undefined ? {} : { cause }),
  });
}
