import { UsageError } from '../../contract/errors.ts';
import { changesValue, type MemoryChanges, readChanges } from '../../contract/poll-memory.ts';
import { JsonSyntaxError, parseJson, printJson } from '../../util/json.ts';
import { isMap, newMap, ownEntry, type Value } from '../../util/values.ts';

/** What one poll found, as the job that polls tells the job that starts flows. */
export interface PollFinding {
  /** The flow's file, from the repository's root. */
  readonly file: string;
  readonly trigger: string;
  readonly id: string;
  /** The field for the flow's workflow; undefined where there is only something to remember. */
  readonly field: string | undefined;
  readonly memory: FoundMemory | undefined;
}

/** What is to be remembered, on top of the file that the poll saw. */
export interface FoundMemory {
  readonly path: string;
  /** Hash of the file's text as the poll saw it. */
  readonly base: string;
  readonly changes: MemoryChanges;
}

export function printFindings(findings: readonly PollFinding[]): string {
  return printJson(
    findings.map(
      ({ file, trigger, id, field, memory }): Value =>
        Object.assign(newMap(), {
          file,
          trigger,
          id,
          ...(field === undefined ? {} : { field }),
          ...(memory === undefined
            ? {}
            : { memory: { path: memory.path, base: memory.base, changes: changesValue(memory.changes) } }),
        }),
    ),
  );
}

/** Fails with HANDOVER_INVALID. */
export function readFindings(text: string): readonly PollFinding[] {
  const value = parsed(text);
  if (!Array.isArray(value)) throw invalid('a list');
  return value.map(readFinding);
}

function readFinding(value: Value): PollFinding {
  if (!isMap(value)) throw invalid('a map for each find');
  const memory = ownEntry(value, 'memory');
  const field = ownEntry(value, 'field');
  return {
    file: textOf(value, 'file'),
    trigger: textOf(value, 'trigger'),
    id: textOf(value, 'id'),
    field: typeof field === 'string' ? field : undefined,
    memory: memory === undefined ? undefined : readMemory(memory),
  };
}

function readMemory(value: Value): FoundMemory {
  if (!isMap(value)) throw invalid('memory as a map');
  const path = textOf(value, 'path');
  return { path, base: textOf(value, 'base'), changes: readChanges(ownEntry(value, 'changes'), path) };
}

function textOf(value: Value, name: string): string {
  const text = isMap(value) ? ownEntry(value, name) : undefined;
  if (typeof text !== 'string') throw invalid(`the text ${name}`);
  return text;
}

function parsed(text: string): Value {
  try {
    return parseJson(text);
  } catch (cause) {
    if (!(cause instanceof JsonSyntaxError)) throw cause;
    throw invalid('JSON', cause);
  }
}

function invalid(expected: string, cause?: unknown): UsageError {
  return new UsageError('HANDOVER_INVALID', `what the job that polls handed over: expected ${expected}`, {
    cause,
    hint: 'run gitphony compile and commit: the workflow and the action must be of one version',
  });
}
