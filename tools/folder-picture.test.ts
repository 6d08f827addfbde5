import { expect, it } from 'vitest';
import { drawFolders } from './folder-picture.ts';

it('draws folders and their imports, doors apart, without arrows that follow from others', () => {
  const imports = new Map([
    ['src/util', new Set<string>()],
    ['src/flow', new Set(['src/util'])],
    ['cli', new Set(['src/flow', 'src/util'])],
  ]);
  expect(drawFolders(imports)).toBe(`flowchart TD
  cli["cli"]:::door
  src_flow["src/flow"]
  src_util["src/util"]
  cli --> src_flow
  src_flow --> src_util
  classDef door stroke-width:3px`);
});
