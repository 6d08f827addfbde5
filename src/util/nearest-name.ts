/**
 * The known name that a mistyped one most likely means, or undefined where none is near. Near: equal but for case, `-` and
 * `_`, or at most a third of the name's length (at least one) in edits, a swap of neighbours counting as one; failing that, one is the other's beginning (of at least four characters). `maxEdits` sets a lower limit for long names.
 */
export function nearestName(name: string, known: Iterable<string>, maxEdits = Infinity): string | undefined {
  const wanted = normalize(name);
  let best: string | undefined;
  let begun: string | undefined;
  let bestDistance = Math.min(Math.max(1, Math.floor(wanted.length / 3)), maxEdits) + 1;
  for (const candidate of known) {
    const other = normalize(candidate);
    if (other === wanted) return candidate;
    if (isBeginning(wanted, other) || isBeginning(other, wanted)) begun ??= candidate;
    if (Math.abs(other.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, other, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? begun;
}

/** `did you mean "x"?` for the nearest known name, or undefined. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const nearest = nearestName(name, known);
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}

function isBeginning(short: string, long: string): boolean {
  return short.length >= 4 && long.startsWith(short);
}

const longest = 200;

function normalize(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[-_\s]/g, '')
    .slice(0, longest);
}

/** Optimal string alignment distance, given up as soon as it must reach `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        value = Math.min(value, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(value);
      smallest = Math.min(smallest, value);
    }
    if (smallest >= limit) return limit;
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? limit;
}
