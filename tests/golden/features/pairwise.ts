/** One way for each feature. */
export type Row = Readonly<Record<string, string>>;

/**
 * Rows in which every two ways of two features meet. Greedy: each row begins with a pair that has not met and takes, feature by
 * feature, the way that meets most of those left.
 */
export function pairwise(features: Readonly<Record<string, readonly string[]>>): readonly Row[] {
  const left = new Map(pairsOf(features).map((pair) => [keyOf(pair), pair]));
  const rows: Row[] = [];
  for (let [seed] = left.values(); seed !== undefined; [seed] = left.values()) {
    const row: Record<string, string> = Object.fromEntries(seed);
    for (const [name, ways] of Object.entries(features)) {
      if (row[name] !== undefined) continue;
      const meets = (way: string): number =>
        Object.entries(row).filter((other) => left.has(keyOf([[name, way], other]))).length;
      row[name] = ways.toSorted((a, b) => meets(b) - meets(a))[0] ?? '';
    }
    for (const [key, pair] of left) if (pair.every(([name, way]) => row[name] === way)) left.delete(key);
    rows.push(row);
  }
  return rows;
}

type Chosen = readonly [feature: string, way: string];
type Pair = readonly [Chosen, Chosen];

function pairsOf(features: Readonly<Record<string, readonly string[]>>): readonly Pair[] {
  const all = Object.entries(features);
  return all.flatMap(([a, waysOfA], index) =>
    all
      .slice(index + 1)
      .flatMap(([b, waysOfB]) =>
        waysOfA.flatMap((wayA) => waysOfB.map((wayB): Pair => [[a, wayA], [b, wayB]])),
      ),
  );
}

function keyOf(pair: Pair): string {
  return JSON.stringify(pair.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
