import { type Alias, isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { DocumentPath, SourcePosition, SourceRange } from '../../contract/source.ts';
import type { Value } from '../../util/values.ts';
import { isMergeKey, keyOf } from './convert-node.ts';
import type { LineIndex } from './line-index.ts';
import { scalarOffset } from './scalar-offset.ts';

interface Place {
  readonly key?: Node;
  readonly value: Node | null;
}

/** One YAML document with the place of everything in it. */
export class YamlDocument {
  readonly text: string;
  readonly value: Value;
  readonly #lines: LineIndex;
  readonly #root: Node | null;
  readonly #targets: ReadonlyMap<Alias, Node>;

  constructor(parts: {
    text: string;
    lines: LineIndex;
    root: Node | null;
    value: Value;
    targets: ReadonlyMap<Alias, Node>;
  }) {
    this.text = parts.text;
    this.value = parts.value;
    this.#lines = parts.lines;
    this.#root = parts.root;
    this.#targets = parts.targets;
  }

  /** True where something stands at the path. */
  has(path: DocumentPath): boolean {
    return this.#find(path) !== undefined;
  }

  /** Where a value stands; a map or list counts by its key, or its first line. Missing: its nearest ancestor that stands there. */
  rangeOf(path: DocumentPath): SourceRange {
    const place = this.#nearest(path);
    const { value, key } = place;
    if (value !== null && (isScalar(value) || isAlias(value))) return this.#range(value);
    if (key !== undefined) return this.#range(key);
    return value === null ? this.range(0, 0) : this.#firstLine(value);
  }

  /** Where the key stands that holds the value; items of a list count by their value. */
  keyRangeOf(path: DocumentPath): SourceRange {
    const place = this.#find(path);
    return place?.key === undefined ? this.rangeOf(path) : this.#range(place.key);
  }

  /** The text of the scalar at the path; undefined for anything else. */
  textAt(path: DocumentPath): string | undefined {
    const value = this.#find(path)?.value;
    const scalar = this.#target(value);
    return isScalar(scalar) ? String(scalar.value) : undefined;
  }

  /** The file's position of an offset inside the text of the scalar at the path. */
  positionInScalar(path: DocumentPath, offset: number): SourcePosition {
    const value = this.#find(path)?.value;
    const scalar = this.#target(value);
    if (!isScalar(scalar)) return this.rangeOf(path).start;
    return this.#lines.position(scalarOffset(this.text, scalar, offset));
  }

  /** A range by offsets. */
  range(start: number, end: number): SourceRange {
    return { start: this.#lines.position(start), end: this.#lines.position(end) };
  }

  #target(node: Node | null | undefined): Node | null | undefined {
    return node !== undefined && node !== null && isAlias(node) ? this.#targets.get(node) : node;
  }

  #range(node: Node): SourceRange {
    const [start = 0, end = start] = node.range ?? [];
    return this.range(start, end);
  }

  #firstLine(node: Node): SourceRange {
    const first = isMap(node) ? (node.items[0] as Pair<Node, Node | null> | undefined)?.key : undefined;
    if (first !== undefined && node.range?.[0] === first.range?.[0]) return this.#range(first);
    const { start, end } = this.#range(node);
    if (end.line === start.line) return { start, end };
    const newline = this.text.indexOf('\n', start.offset);
    return this.range(start.offset, newline === -1 ? end.offset : newline);
  }

  #nearest(path: DocumentPath): Place {
    for (let length = path.length; length > 0; length--) {
      const place = this.#find(path.slice(0, length));
      if (place !== undefined) return place;
    }
    return { value: this.#root };
  }

  #find(path: DocumentPath): Place | undefined {
    let place: Place | undefined = { value: this.#root };
    for (const step of path) {
      place = place.value === null ? undefined : this.#child(place.value, step);
      if (place === undefined) return undefined;
    }
    return place;
  }

  #child(node: Node, step: string | number): Place | undefined {
    const target = isAlias(node) ? this.#targets.get(node) : node;
    if (target === undefined) return undefined;
    if (isSeq(target)) {
      const item = typeof step === 'number' ? target.items[step] : undefined;
      return item === undefined || isPair(item) ? undefined : { value: item as Node | null };
    }
    if (!isMap(target)) return undefined;
    const pairs = target.items as Pair<Node, Node | null>[];
    const own = pairs.findLast((pair) => keyOf(pair.key) === String(step));
    if (own !== undefined) return { key: own.key, value: own.value };
    for (const pair of pairs) {
      if (!isMergeKey(pair.key) || pair.value === null) continue;
      const merged = this.#child(pair.value, step);
      if (merged !== undefined) return merged;
    }
    return undefined;
  }
}
