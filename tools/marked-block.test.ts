import { expect, it } from 'vitest';
import { blockNames, putBlock } from './marked-block.ts';

const page =
  'a\n<!-- begin help run (npm run docs) -->\nold\n<!-- end help run -->\nb\n<!-- begin x -->\n<!-- end x -->\n';

it('replaces what stands between the marks and nothing else', () => {
  expect(putBlock(page, { name: 'help run', content: 'new\n' }, 'page.md')).toBe(page.replace('old', '\nnew\n'));
});

it('is stable', () => {
  const once = putBlock(page, { name: 'x', content: 'y' }, 'page.md');
  expect(putBlock(once, { name: 'x', content: 'y' }, 'page.md')).toBe(once);
});

it('names the blocks', () => {
  expect(blockNames(page)).toEqual(['help run', 'x']);
});

it('says which mark is missing, and where', () => {
  expect(() => putBlock(page, { name: 'help', content: '' }, 'page.md')).toThrow(
    'expected "<!-- begin help -->" and "<!-- end help -->" in page.md',
  );
});
