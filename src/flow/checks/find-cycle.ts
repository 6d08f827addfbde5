/** The way from `from` back to `start`, both named, or undefined where there is none. Looks at each name once. */
export function findCycle(
  start: string,
  from: string,
  nextOf: (name: string) => readonly string[],
): string[] | undefined {
  const seen = new Set<string>();
  const stack: string[][] = [[start, from]];
  for (let way = stack.pop(); way !== undefined; way = stack.pop()) {
    const last = way.at(-1) ?? start;
    if (last === start) return way;
    if (seen.has(last)) continue;
    seen.add(last);
    for (const next of nextOf(last)) stack.push([...way, next]);
  }
  return undefined;
}
