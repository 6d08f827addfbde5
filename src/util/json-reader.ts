import { Decimal } from './decimal.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';
import type { Value, ValueMap } from './values.ts';

/** Nesting that no real document needs; deeper text would only exhaust the stack. */
const MAX_DEPTH = 1000;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
/** A string without a line end or another control character below the blank, which JSON wants escaped. */
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\n\r]*/y;
const WORDS: readonly (readonly [string, null | boolean])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/**
 * Reads the JSON value at the start of a text, exact in its numbers, and says where it ended.
 * @throws JsonSyntaxError with line and column.
 */
export function parseJsonPrefix(text: string): { value: Value; end: number } {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.endNumber(value);
  return { value, end: reader.position };
}

class Reader {
  position = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** A number that stands alone ends at a blank: `2024-01-31` is no `2024`. */
  endNumber(value: Value): void {
    if (typeof value !== 'number' && typeof value !== 'bigint' && !(value instanceof Decimal)) return;
    if (/[^ \t\r\n]/.test(this.#text.charAt(this.position))) this.#fail('expected a blank or the end after the number');
  }

  value(depth: number): Value {
    if (depth > MAX_DEPTH) this.#fail(`expected at most ${MAX_DEPTH} nested lists and maps`);
    this.#space();
    const next = this.#text.charAt(this.position);
    if (next === '{') return this.#map(depth);
    if (next === '[') return this.#list(depth);
    if (next === '"') return this.#string('expected a string that ends on its line, with known escapes');
    return this.#number() ?? this.#word();
  }

  #map(depth: number): ValueMap {
    const map: ValueMap = {};
    this.position += 1;
    if (this.#take('}')) return map;
    do {
      this.#space();
      const key = this.#string('expected a double-quoted key');
      if (!this.#take(':')) this.#fail('expected ":" after the key');
      const entry = this.value(depth + 1);
      if (key === '__proto__')
        Object.defineProperty(map, key, { value: entry, enumerable: true, writable: true, configurable: true });
      else map[key] = entry;
    } while (this.#take(','));
    if (!this.#take('}')) this.#fail('expected "," or "}"');
    return map;
  }

  #list(depth: number): Value[] {
    const list: Value[] = [];
    this.position += 1;
    if (this.#take(']')) return list;
    do {
      list.push(this.value(depth + 1));
    } while (this.#take(','));
    if (!this.#take(']')) this.#fail('expected "," or "]"');
    return list;
  }

  #string(problem: string): string {
    const literal = this.#match(STRING)?.[0];
    if (literal === undefined) return this.#fail(problem);
    return literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
  }

  #number(): number | bigint | Decimal | undefined {
    const found = this.#match(NUMBER);
    if (found === undefined) return undefined;
    if (found[1] !== undefined || found[2] !== undefined) return new Decimal(Number(found[0]));
    const integer = Number(found[0]);
    return Number.isSafeInteger(integer) ? integer : BigInt(found[0]);
  }

  #word(): null | boolean {
    for (const [word, value] of WORDS) {
      if (this.#text.startsWith(word, this.position)) {
        this.position += word.length;
        return value;
      }
    }
    return this.#fail('expected a value (a map, list, string, number, true, false or null)');
  }

  #take(character: string): boolean {
    this.#space();
    if (this.#text.charAt(this.position) !== character) return false;
    this.position += 1;
    return true;
  }

  #space(): void {
    this.#match(SPACE);
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.position = pattern.lastIndex;
    return found;
  }

  #fail(problem: string): never {
    throw new JsonSyntaxError(problem, this.#text, this.position);
  }
}
