import { expect, it } from 'vitest';
import type { LogRecord } from '../contract/engine-host.ts';
import { type ConsoleLog, createConsoleLog } from './console-log.ts';

/** The commands that a runner would carry out: by its rules for lines, leading blanks, and the stop token. */
function runnerSees(output: string): string[] {
  const seen: string[] = [];
  let token: string | undefined;
  for (const line of output.split(/\r\n|\r|\n/)) {
    const name = /^\s*::([\w-]+)(?: [^:]*)?::/.exec(line)?.[1] ?? /##\[([\w-]+)/.exec(line)?.[1];
    if (name === undefined) continue;
    if (token !== undefined) {
      if (name === token) token = undefined;
    } else if (name === 'stop-commands') token = line.split('::')[2];
    else seen.push(line);
  }
  return seen;
}

function start(): { log: ConsoleLog; output: () => string } {
  let text = '';
  const log = createConsoleLog((more) => {
    text += more;
  });
  return { log, output: () => text };
}

const line = (message: string): LogRecord => ({
  taskRunId: 'r',
  taskId: 'task',
  attempt: 1,
  level: 'INFO',
  message,
  ts: 1500,
});

it.each([
  '::error::x',
  'text\n::set-env name=PATH::/evil',
  'text\r::add-path::/evil',
  '   ::set-output name=a::b',
  '\t::save-state name=a::b',
  '##[command]x',
  'a ##[set-env name=A;]b',
  '::stop-commands::mine\n::mine::\n::error::x',
  `::${'0'.repeat(48)}::\n::error::x`,
])('lets a task’s %j do nothing', (message) => {
  const { log, output } = start();
  log.onLog(line(message));
  log.onEvent({
    v: 1,
    seg: 0,
    seq: 0,
    ts: 0,
    type: 'taskrun.created',
    id: 'r',
    taskId: 'task',
    taskType: 't',
    value: message,
  });
  log.onEvent({
    v: 1,
    seg: 0,
    seq: 1,
    ts: 5,
    type: 'taskrun.state',
    id: 'r',
    state: 'FAILED',
    error: { code: 'X', message },
  });
  expect(runnerSees(output())).toEqual([]);
});

it('indents further lines, and keeps blanks at their beginning', () => {
  const { log, output } = start();
  log.onLog(line('  first\n   second\r\nthird'));
  expect(output().split('\n').slice(1, 4)).toEqual(['00:00:01.500 INFO    task   first', '       second', '    third']);
});

it('carries out commands of our own, and stops again, also when printing fails', () => {
  const { log, output } = start();
  const print = (): void => log.foreign('::error::of ours\n');
  log.command(print);
  expect(() =>
    log.command(() => {
      throw new Error('no');
    }),
  ).toThrow('no');
  log.onLog(line('::error::of theirs'));
  expect(runnerSees(output())).toEqual(['::error::of ours']);
});

it('lets the toolkit mask, and shows what else libraries print', () => {
  const { log, output } = start();
  log.foreign('::add-mask::signature\n');
  log.foreign('::debug::so\n');
  log.foreign('::set-env name=A::b\n');
  log.foreign('::debug::so\n::set-env name=A::b\n');
  log.foreign('plain');
  expect(runnerSees(output())).toEqual(['::add-mask::signature', '::debug::so']);
  expect(output()).toMatch(/plain\n$/);
});

it('uses another token in each process of the job', () => {
  const tokens = [start(), start()].map(({ output }) => output());
  expect(tokens[0]).toMatch(/^::stop-commands::[0-9a-f]{48}\n$/);
  expect(tokens[0]).not.toBe(tokens[1]);
});

it('gives commands back at the end', () => {
  const { log, output } = start();
  log.close();
  expect(runnerSees(`${output()}::notice::after`)).toEqual(['::notice::after']);
});
