import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeTicket } from './slots.ts';

let directory = '';
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'gitphony-slots-')), 'ns', 'flow');
});
afterEach(() => rmSync(join(directory, '..', '..'), { recursive: true, force: true }));

const never = new AbortController().signal;

test('lets so many in as the limit says, the others in the order in which they came', async () => {
  const tickets = ['a', 'b', 'c', 'd'].map((id) => takeTicket(directory, id));
  const order: number[] = [];
  const turns = tickets.map(async (ticket, index) => {
    await ticket.turn(2, never);
    order.push(index);
  });
  await Promise.all(turns.slice(0, 2));
  expect(order).toEqual([0, 1]);
  tickets[1]?.release();
  await turns[2];
  tickets[0]?.release();
  await turns[3];
  expect(order).toEqual([0, 1, 2, 3]);
  for (const ticket of tickets) ticket.release();
  expect(readdirSync(directory)).toEqual([]);
});

test('passes over owners that are dead, and takes their files away', () => {
  const first = takeTicket(directory, 'a');
  const [name = ''] = readdirSync(directory);
  first.release();
  // The same machine, a process that no longer is the one it was.
  writeFileSync(join(directory, name.replace(/-\d+-\d+-/, `-${process.pid}-1-`)), '');
  const second = takeTicket(directory, 'b');
  expect(second.before()).toBe(0);
  expect(readdirSync(directory)).toHaveLength(1);
  second.release();
});

test('a wait ends when it is given up, and what is no ticket does not count', async () => {
  const holder = takeTicket(directory, 'a');
  writeFileSync(join(directory, '.DS_Store'), '');
  const waiting = takeTicket(directory, 'b');
  const controller = new AbortController();
  const turn = waiting.turn(1, controller.signal);
  const early = await Promise.race([turn.then(() => 'turn'), sleep(50, 'waits')]);
  expect(early).toBe('waits');
  controller.abort();
  await turn;
  expect(waiting.before()).toBe(1);
  holder.release();
  waiting.release();
});
