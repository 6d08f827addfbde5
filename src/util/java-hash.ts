/** `String.hashCode` of Java: 31-based, wrapped to 32 bits. */
export function javaStringHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}

/** Size of the table of a HashMap made for at least this many buckets: the next power of two. */
function tableSizeFor(buckets: number): number {
  let size = 1;
  while (size < buckets) size *= 2;
  return size;
}

/** A table at most three quarters full. */
const LOAD = 0.75;
const DEFAULT_TABLE = 16;

/**
 * The order in which a Java HashMap iterates these text keys (inserted in the order given). Kestra's map literals are
 * HashMaps, so their printed order is this one. Buckets of eight and more, which Java turns into trees, keep insertion order here.
 *
 * @param buckets how many buckets the map was made with; 16 when its maker did not say.
 */
export function javaHashOrder(keys: readonly string[], buckets: number = DEFAULT_TABLE): string[] {
  const size = Math.max(tableSizeFor(buckets), tableSizeFor(Math.ceil(keys.length / LOAD)));
  const bucketOf = (key: string): number => {
    const hash = javaStringHash(key);
    return (hash ^ (hash >>> 16)) & (size - 1);
  };
  return keys
    .map((key, index) => ({ key, index, bucket: bucketOf(key) }))
    .sort((left, right) => left.bucket - right.bucket || left.index - right.index)
    .map((entry) => entry.key);
}

/** Buckets of a HashMap made to fit this many entries without growing, as Pebble makes its map literals. */
export function bucketsToFit(entries: number): number {
  return Math.ceil(entries / LOAD);
}
