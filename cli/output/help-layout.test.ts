import { expect, test } from 'vitest';
import { examplesOf, layOutHelp } from './help-layout.ts';

const help = `
Examples:
  gitphony kv list                 keys of every namespace
  gitphony kv get GCP_LOCATION -n zoomcamp      one
  gitphony kv set limits '{"rows": 1000}' -n zoomcamp

An ID may be shortened to its first characters, or
be "last".
Exit status: 0 done.`;

test('with room for it, remarks stand beside their examples, in one column', () => {
  expect(layOutHelp(help, 100)).toBe(`
Examples:
  gitphony kv list                            keys of every namespace
  gitphony kv get GCP_LOCATION -n zoomcamp    one
  gitphony kv set limits '{"rows": 1000}' -n zoomcamp

An ID may be shortened to its first characters, or
be "last".
Exit status: 0 done.`);
});

test('without, they go below, and sentences break between words', () => {
  expect(layOutHelp(help, 40)).toBe(`
Examples:
  gitphony kv list
      keys of every namespace
  gitphony kv get GCP_LOCATION -n zoomcamp
      one
  gitphony kv set limits '{"rows": 1000}' -n zoomcamp

An ID may be shortened to its first
characters, or be "last".
Exit status: 0 done.`);
});

test('a subcommand has the examples that call it', () => {
  expect(examplesOf(help, 'gitphony kv list')).toBe(
    '\nExamples:\n  gitphony kv list                 keys of every namespace',
  );
  expect(examplesOf(help, 'gitphony kv li')).toBe('');
});
