import type { RE2JS } from 're2js';
import { CallFailure } from '../../contract/expression.ts';

type Library = typeof RE2JS;
let library: Library | undefined;

/** Compiled patterns, the last few. */
const patterns = new Map<string, RE2JS>();
const MAX_PATTERNS = 200;

/**
 * Runs with a regular expression of RE2 syntax, close to Java's but linear in time whatever the pattern. The library is
 * loaded on first use (12 ms that other templates do not pay): then the result is a promise, and later it is not.
 */
export function withRegex<T>(pattern: string, run: (regex: RE2JS) => T): T | Promise<T> {
  if (library !== undefined) return run(compile(library, pattern));
  return import('re2js').then(({ RE2JS }) => {
    library = RE2JS;
    return run(compile(RE2JS, pattern));
  });
}

function compile(re2: Library, pattern: string): RE2JS {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  let compiled: RE2JS;
  try {
    compiled = re2.compile(pattern);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CallFailure(`expected a regular expression, but found '${pattern}': ${reason}`, {
      hint: 'look-around and back-references are not supported',
      cause: error,
    });
  }
  if (patterns.size >= MAX_PATTERNS) patterns.clear();
  patterns.set(pattern, compiled);
  return compiled;
}

const SPECIAL = /[.$|()[{^?*+\\]/;

/** The text that a pattern stands for when it has nothing of a pattern (`,` or `\.`); undefined for a real one. */
export function literalPattern(pattern: string): string | undefined {
  if (!SPECIAL.test(pattern)) return pattern;
  return /^\\[^a-zA-Z0-9]$/.test(pattern) ? pattern.slice(1) : undefined;
}
