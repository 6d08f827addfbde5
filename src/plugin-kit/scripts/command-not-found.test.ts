import { expect, it } from 'vitest';
import { commandNotFound, howToGet, missingCommandOf } from './command-not-found.ts';

it.each([
  ['/bin/sh: 1: wget: not found', 'wget'],
  ['sh: wget: not found', 'wget'],
  ['/bin/bash: line 1: psql: command not found', 'psql'],
  ['bash: uv: command not found', 'uv'],
  ['zsh:1: command not found: dbt', 'dbt'],
  ['ksh: jq: not found', 'jq'],
  ['file.csv: No such file or directory', undefined],
  ['the page was not found', undefined],
  ['', undefined],
])('%j misses %j', (line, command) => {
  expect(missingCommandOf(line)).toBe(command);
});

it('names the package or image, and says so plainly where it knows none', () => {
  expect(commandNotFound('wget')).toMatchObject({
    code: 'COMMAND_NOT_FOUND',
    message: 'wget: not found',
    retryable: false,
  });
  expect(howToGet('wget')).toContain('package wget');
  expect(howToGet('constructor')).toContain('PATH');
});
