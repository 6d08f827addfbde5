/** The names of the tests in a file, as they are written: `test('…'`, `it('…'`, also behind `.each(…)`. */
export function readTestNames(source: string): readonly string[] {
  const names = source.matchAll(/^\s*(?:test|it)(?:\.\w+)*\(\s*(['"`])((?:(?!\1)[^\\\n]|\\.)+)\1/gm);
  const tables = source.matchAll(
    /^\s*(?:\]|\)|(?:test|it)\.\w+\([^()\n]*\))\)?\(\s*(['"`])((?:(?!\1)[^\\\n]|\\.)+)\1/gm,
  );
  return [...names, ...tables].map(([, , name = '']) => name.replace(/\\(.)/g, '$1'));
}
