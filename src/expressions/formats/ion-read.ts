import { CallFailure } from '../../contract/expression.ts';
import { Decimal } from '../../util/decimal.ts';
import { newMap, type Value } from '../../util/values.ts';

const SKIP = /(?:[ \t\r\n]|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const ANNOTATION = /(?:[a-zA-Z_$][a-zA-Z0-9_$]*|'(?:[^'\\\n]|\\.)*')\s*::/y;
const TIMESTAMP =
  /[0-9]{4}(?:-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?|(?:-[0-9]{2})?T)/y;
const RADIX_INTEGER = /-?0(?:[xX][0-9a-fA-F_]+|[bB][01_]+)/y;
const NUMBER = /[+-]?(?:inf|(?:0|[1-9][0-9_]*)(\.[0-9_]*)?([eEdD][+-]?[0-9]+)?)/y;
const WORD = /[a-zA-Z_$][a-zA-Z0-9_$]*(?:\.[a-z]+)?/y;
const LONG_TEXT = /'''((?:[^'\\]|\\[^]|'(?!''))*)'''/y;
const TEXT = /"((?:[^"\\\n]|\\[^])*)"/y;
const QUOTED_SYMBOL = /'((?:[^'\\\n]|\\[^])*)'/y;
const MAX_DEPTH = 500;
const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['nan', new Decimal(Number.NaN)],
]);

/** Reads the first value of an Ion text. A timestamp becomes its text, a symbol a text; blobs and clobs are refused. */
export function readIon(text: string): Value {
  return new IonReader(text).value(0);
}

class IonReader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Value {
    if (depth > MAX_DEPTH) this.#fail(`at most ${MAX_DEPTH} nested values`);
    this.#match(SKIP);
    while (this.#match(ANNOTATION) !== undefined) this.#match(SKIP);
    const next = this.#text.charAt(this.#position);
    if (next === '{') return this.#struct(depth);
    if (next === '[') return this.#sequence(']', depth);
    if (next === '(') return this.#sequence(')', depth);
    return this.#textValue() ?? this.#number() ?? this.#word();
  }

  #struct(depth: number): Value {
    if (this.#text.startsWith('{{', this.#position)) this.#fail('a value that is not a blob or clob');
    const map = newMap();
    this.#position += 1;
    while (!this.#take('}')) {
      const key = this.#textValue() ?? this.#match(WORD)?.[0];
      if (key === undefined || !this.#take(':')) return this.#fail('a field name and ":"');
      map[key] = this.value(depth + 1);
      if (!this.#take(',') && this.#text.charAt(this.#position) !== '}') this.#fail('"," or "}"');
    }
    return map;
  }

  #sequence(end: string, depth: number): Value {
    const list: Value[] = [];
    this.#position += 1;
    while (!this.#take(end)) {
      list.push(this.value(depth + 1));
      if (end === ']' && !this.#take(',') && this.#text.charAt(this.#position) !== end) this.#fail('"," or "]"');
    }
    return list;
  }

  #textValue(): string | undefined {
    this.#match(SKIP);
    let long = this.#match(LONG_TEXT);
    if (long === undefined) return unescapeOptional(this.#match(TEXT)?.[1] ?? this.#match(QUOTED_SYMBOL)?.[1]);
    let text = '';
    for (; long !== undefined; long = this.#match(LONG_TEXT)) {
      text += unescape(long[1] ?? '');
      this.#match(SKIP);
    }
    return text;
  }

  #number(): Value | undefined {
    const timestamp = this.#match(TIMESTAMP)?.[0];
    if (timestamp !== undefined) return timestamp;
    const radix = this.#match(RADIX_INTEGER)?.[0].replaceAll('_', '');
    if (radix !== undefined) return narrow(radix.startsWith('-') ? -BigInt(radix.slice(1)) : BigInt(radix));
    const found = this.#match(NUMBER);
    if (found === undefined) return undefined;
    const digits = found[0].replaceAll('_', '');
    if (digits.endsWith('inf'))
      return new Decimal(digits.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
    if (found[1] === undefined && found[2] === undefined) return narrow(BigInt(digits));
    return new Decimal(Number(digits.replace(/[dD]/, 'e')));
  }

  #word(): Value {
    const word = this.#match(WORD)?.[0];
    if (word === undefined) return this.#fail('a value');
    if (word === 'null' || word.startsWith('null.')) return null;
    return WORDS.get(word) ?? word;
  }

  #take(character: string): boolean {
    this.#match(SKIP);
    if (this.#text.charAt(this.#position) !== character) return false;
    this.#position += 1;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#position = pattern.lastIndex;
    return found;
  }

  #fail(expected: string): never {
    throw new CallFailure(`Invalid ion: expected ${expected} at character ${this.#position + 1}`);
  }
}

function narrow(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

function unescapeOptional(text: string | undefined): string | undefined {
  return text === undefined ? undefined : unescape(text);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
  '0': '\0',
  '\n': '',
};

function unescape(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/g,
    (_, ...groups: (string | undefined)[]) => {
      const hex = groups[0] ?? groups[1] ?? groups[2];
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      const character = groups[3] ?? '';
      return Object.hasOwn(ESCAPES, character) ? (ESCAPES[character] ?? '') : character;
    },
  );
}
