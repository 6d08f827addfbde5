import type { CST } from 'yaml';

/** Deepest nesting of maps and lists that is read. */
export const MAX_DEPTH = 200;
/** Most values (maps, lists, scalars) in a file. */
export const MAX_VALUES = 200_000;

/** Walks the tokens without recursion: what is too deep or too much would exhaust the stack or the memory of what follows. */
export function findExcess(token: CST.Token): { offset: number; message: string } | undefined {
  const stack: { token: CST.Token; depth: number }[] = [{ token, depth: 0 }];
  let values = 0;
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { token: current, depth } = entry;
    if (depth > MAX_DEPTH) return excess(current, `expected at most ${MAX_DEPTH} levels of nesting`);
    values++;
    if (values > MAX_VALUES) return excess(current, `expected at most ${MAX_VALUES} values in a file`);
    if (current.type === 'document') {
      if (current.value !== undefined) stack.push({ token: current.value, depth });
    } else if (current.type === 'block-map' || current.type === 'block-seq' || current.type === 'flow-collection') {
      for (const item of current.items) {
        if (item.key !== undefined && item.key !== null) stack.push({ token: item.key, depth: depth + 1 });
        if (item.value !== undefined) stack.push({ token: item.value, depth: depth + 1 });
      }
    }
  }
  return undefined;
}

function excess(token: CST.Token, message: string): { offset: number; message: string } {
  return { offset: 'offset' in token ? token.offset : 0, message };
}
