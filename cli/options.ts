import { readFile } from 'node:fs/promises';
import { UsageError } from '../src/contract/errors.ts';
import type { LogLevel } from '../src/contract/logger.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import { parseJson } from '../src/util/json.ts';
import { isMap, type Value, type ValueMap } from '../src/util/values.ts';

/** Collects a repeated option into a list. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

/** `key=value` words as a map; the value may hold `=`. Fails with OPTION_INVALID. */
export function parsePairs(words: readonly string[], option: string): Record<string, string> {
  // No prototype: `__proto__=x` is a name like any other.
  const pairs = Object.create(null) as Record<string, string>;
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) {
      throw new UsageError('OPTION_INVALID', `expected ${option} key=value, got "${word}"`);
    }
    pairs[word.slice(0, at)] = word.slice(at + 1);
  }
  return pairs;
}

/** `--label` words. Fails with OPTION_INVALID, also for labels that only the system sets. */
export function parseLabels(words: readonly string[]): Record<string, string> {
  const labels = parsePairs(words, '--label');
  const reserved = Object.keys(labels).find((key) => key.startsWith('system.'));
  if (reserved === undefined) return labels;
  throw new UsageError('OPTION_INVALID', `expected --label with a label of your own, got "${reserved}"`, {
    hint: 'labels that begin with "system." are set by the system only: use another name',
  });
}

/** `-i` words laid over the JSON object in the `--inputs` file. */
export async function readInputs(words: readonly string[], file: string | undefined): Promise<ValueMap> {
  return { ...(file === undefined ? {} : await readInputsFile(file)), ...parsePairs(words, '-i') };
}

async function readInputsFile(file: string): Promise<ValueMap> {
  let value: Value;
  try {
    value = parseJson(await readFile(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError('INPUTS_FILE', `expected a JSON object of inputs in ${file}: ${reason}`, { cause });
  }
  if (!isMap(value)) {
    throw new UsageError('INPUTS_FILE', `expected a JSON object of inputs in ${file}, got another kind of value`);
  }
  return value;
}

const levels: readonly LogLevel[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'];

/** A log level by name, in any case. Fails with OPTION_INVALID. */
export function parseLevel(text: string): LogLevel {
  const level = levels.find((candidate) => candidate === text.toUpperCase());
  if (level !== undefined) return level;
  throw new UsageError('OPTION_INVALID', `expected --level with one of ${levels.join(', ')}, got "${text}"`);
}

/** True where a level is as grave as another, or graver. */
export function isAtLeast(level: LogLevel, least: LogLevel): boolean {
  return levels.indexOf(level) >= levels.indexOf(least);
}

const runners: readonly ProjectConfig['runner'][] = ['auto', 'docker', 'process'];

/** Help of `--runner`. */
export const runnerOptionText =
  'what runs script tasks without a taskRunner (auto, docker, process); default: runner of gitphony.yaml, else auto';

/** A kind of task runner by name, in any case; undefined where none is given. Fails with OPTION_INVALID. */
export function parseRunner(text: string | undefined): ProjectConfig['runner'] | undefined {
  if (text === undefined) return undefined;
  const runner = runners.find((candidate) => candidate === text.toLowerCase());
  if (runner !== undefined) return runner;
  throw new UsageError('OPTION_INVALID', `expected --runner with one of ${runners.join(', ')}, got "${text}"`);
}

/** One of some words; undefined where none is given. Fails with OPTION_INVALID. */
export function parseChoice<T extends string>(
  option: string,
  text: string | undefined,
  choices: readonly T[],
): T | undefined {
  const choice = choices.find((candidate) => candidate === text);
  if (text === undefined || choice !== undefined) return choice;
  throw new UsageError('OPTION_INVALID', `expected ${option} with one of ${choices.join(', ')}, got "${text}"`);
}
