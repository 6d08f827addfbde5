import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { guardStdout, quietly } from './guard-stdout.ts';

function start() {
  let written = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString('utf8');
      done();
    },
  }) as unknown as NodeJS.WriteStream;
  const passed: string[] = [];
  const guarded = guardStdout(stream);
  guarded.guard({ foreign: (text) => passed.push(text) });
  return { stream, guarded, passed, written: () => written };
}

it('sends what others print through the log, and lets its owner past', () => {
  const { stream, guarded, passed, written } = start();
  stream.write('::error::x\n');
  stream.write(Buffer.from('bytes'));
  guarded.write('own\n');
  expect(passed).toEqual(['::error::x\n', 'bytes']);
  expect(written()).toBe('own\n');
});

it('calls back, wherever the callback stands', async () => {
  const { stream } = start();
  const second = new Promise((resolve) => void stream.write('a', () => resolve('called')));
  const third = new Promise((resolve) => void stream.write('a', 'utf8', () => resolve('called')));
  expect(await Promise.all([second, third])).toEqual(['called', 'called']);
});

it('steps aside at the end', () => {
  const { stream, guarded, passed, written } = start();
  guarded.release();
  stream.write('after');
  expect(passed).toEqual([]);
  expect(written()).toBe('after');
});

it('lets of a talkative library only masks through', async () => {
  const { stream, passed } = start();
  await quietly(async () => {
    stream.write('Uploading\n');
    await Promise.resolve();
    stream.write('::debug::x\n');
    stream.write('::add-mask::x\n');
  });
  stream.write('after');
  expect(passed).toEqual(['::add-mask::x\n', 'after']);
});
