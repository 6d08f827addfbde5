import { expect, test } from 'vitest';
import { commandLine, type DbtCommand } from './command-line.ts';
import type { CommandProperties } from './command-properties.ts';

const every: DbtCommand = { words: 'build', options: ['thread', 'fullRefresh', 'selector', 'select', 'exclude'] };
const deps: DbtCommand = { words: 'deps', options: [] };
const freshness: DbtCommand = { words: 'source freshness', options: ['thread', 'selector', 'select', 'exclude'] };

test.each<[DbtCommand, CommandProperties, string, readonly string[]]>([
  [every, {}, 'dbt build', []],
  [
    every,
    { select: ['tag:nightly', '+trips+'], exclude: ['x'] },
    'dbt build --select tag:nightly +trips+ --exclude x',
    [],
  ],
  [every, { debug: true, warnError: true, failFast: true }, 'dbt --debug --warn-error --fail-fast build', []],
  [
    every,
    { thread: 4, fullRefresh: true, target: 'prod', selector: 's' },
    'dbt build --threads 4 --full-refresh --target prod --selector s',
    [],
  ],
  [every, { select: ['a; rm -rf /'] }, "dbt build --select 'a; rm -rf /'", []],
  [freshness, { fullRefresh: true, thread: 2 }, 'dbt source freshness --threads 2', ['fullRefresh']],
  [freshness, { fullRefresh: false }, 'dbt source freshness', []],
  [deps, { thread: 1, select: ['a'], exclude: [], target: 'dev' }, 'dbt deps --target dev', ['thread', 'select']],
])('%o with %o', (command, properties, text, unused) => {
  expect(commandLine(command, properties, 'dbt')).toEqual({ text, unused });
});
