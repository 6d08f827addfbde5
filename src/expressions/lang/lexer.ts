import { ExpressionError } from '../error.ts';
import type { Token, TokenType } from './tokens.ts';

/** Words are operators only when no word character follows; the longest operator wins. */
const OPERATOR =
  /\?\?\?|\?\?|\.\.|==|!=|>=|<=|[-+*/%|~<>]|(?:is\s+not|contains|equals|isIn|and|not|or|is)(?![a-zA-Z0-9_])/y;
const NAME = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const LONG = /[0-9]+(?=L)/y;
const NUMBER = /[0-9]+(?:\.[0-9]+)?/y;
const SPACE = /\s*/y;
/** A whole string: single quotes, or double quotes without `#`. */
const PLAIN_STRING = /"([^#"\\]*(?:\\[^][^#"\\]*)*)"|'([^'\\]*(?:\\[^][^'\\]*)*)'/y;
const INTERPOLATED_PART = /[^#"\\]*(?:(?:\\[^]|#(?!\{))[^#"\\]*)*/y;
const START = /\{\{|\{%|\{#/g;
/** Kestra's own tag, a substitution on one line ahead of the lexer. */
const RAW = /\{%-*\s*raw\s*-*%\}(.*?)\{%-*\s*endraw\s*-*%\}/y;
const VERBATIM_START = /\s*verbatim\s*-?%\}/y;
const VERBATIM_END = /\{%(-?)\s*endverbatim\s*(-?)%\}/g;
/** `{{-` trims only when white space follows: `{{-5}}` is minus five. */
const LEADING_TRIM = /-\s+/y;
const PRINT_END = /\s*(-?)\}\}/y;
const TAG_END = /\s*(-?)%\}/y;
const INTERPOLATION_END = /\s*\}/y;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Cuts a template into tokens.
 * @throws ExpressionError (EXPRESSION_SYNTAX)
 */
export function tokenize(source: string): Token[] {
  return new Lexer(source).run();
}

class Lexer {
  readonly #source: string;
  readonly #tokens: Token[] = [];
  #position = 0;
  #trimNext = false;

  constructor(source: string) {
    this.#source = source;
  }

  run(): Token[] {
    while (this.#position < this.#source.length) this.#data();
    this.#push('end', '', this.#source.length);
    return this.#tokens;
  }

  #data(): void {
    START.lastIndex = this.#position;
    const start = START.exec(this.#source);
    const from = this.#position;
    if (start === null) {
      this.#text(this.#source.slice(from), from);
      this.#position = this.#source.length;
      return;
    }
    const text = this.#source.slice(from, start.index);
    this.#position = start.index;
    const raw = start[0] === '{%' ? this.#match(RAW) : undefined;
    if (raw !== undefined) {
      this.#text(text, from);
      this.#tokens.push({ type: 'raw', value: raw[1] ?? '', offset: start.index, whole: raw[0] });
      return;
    }
    this.#position += 2;
    this.#text(this.#match(LEADING_TRIM) === undefined ? text : text.trimEnd(), from);
    if (start[0] === '{#') this.#comment(start.index);
    else if (start[0] === '{{') this.#delimited('print-start', '{{', 'print-end', PRINT_END, start.index);
    else if (this.#match(VERBATIM_START) !== undefined) this.#verbatim(start.index);
    else this.#delimited('tag-start', '{%', 'tag-end', TAG_END, start.index);
  }

  #text(text: string, offset: number): void {
    const kept = this.#trimNext ? text.trimStart() : text;
    this.#trimNext = false;
    if (kept !== '') this.#push('text', kept, offset);
  }

  #comment(offset: number): void {
    const end = this.#source.indexOf('#}', this.#position);
    if (end === -1) this.#fail('This comment has no end', offset, 'close it with "#}"');
    this.#trimNext = /-\s*$/.test(this.#source.slice(this.#position, end));
    this.#position = end + 2;
  }

  /** Pebble trims the start of a verbatim text always. */
  #verbatim(offset: number): void {
    VERBATIM_END.lastIndex = this.#position;
    const end = VERBATIM_END.exec(this.#source);
    if (end === null)
      return this.#fail('This verbatim section has no end', offset, 'close it with "{% endverbatim %}"');
    const text = this.#source.slice(this.#position, end.index).trimStart();
    const kept = end[1] === '-' ? text.trimEnd() : text;
    if (kept !== '') this.#push('text', kept, this.#position);
    this.#trimNext = end[2] === '-';
    this.#position = end.index + end[0].length;
  }

  #delimited(startType: TokenType, startText: string, endType: TokenType, end: RegExp, offset: number): void {
    this.#push(startType, startText, offset);
    const brackets: Bracket[] = [];
    for (;;) {
      const found = brackets.length === 0 ? this.#match(end) : undefined;
      if (found !== undefined) {
        this.#trimNext = found[1] === '-';
        this.#push(endType, endType === 'print-end' ? '}}' : '%}', this.#position - 2);
        return;
      }
      if (!this.#expression(brackets)) this.#unfinished(brackets, endType, offset);
    }
  }

  /** One token of an expression; false at the end of the template. */
  #expression(brackets: Bracket[]): boolean {
    this.#match(SPACE);
    const offset = this.#position;
    if (offset >= this.#source.length) return false;
    const operator = this.#match(OPERATOR);
    if (operator !== undefined) this.#push('operator', operator[0].replace(/\s+/, ' '), offset);
    else if (!this.#word(offset) && !this.#punctuation(brackets, offset) && !this.#plainString(offset))
      this.#interpolated(offset);
    return true;
  }

  #word(offset: number): boolean {
    const name = this.#match(NAME);
    if (name !== undefined) return this.#push('name', name[0], offset);
    const long = this.#match(LONG);
    if (long !== undefined) {
      this.#position += 1;
      return this.#push('long', long[0], offset);
    }
    const number = this.#match(NUMBER);
    return number !== undefined && this.#push('number', number[0], offset);
  }

  #punctuation(brackets: Bracket[], offset: number): boolean {
    const character = this.#source.charAt(offset);
    if (!'()[]{}?:.,|='.includes(character)) return false;
    if (Object.hasOwn(CLOSING, character)) brackets.push({ character, offset });
    else if (')]}'.includes(character)) {
      const open = brackets.pop();
      if (open === undefined) this.#fail(`Unexpected "${character}"`, offset);
      else if (CLOSING[open.character] !== character)
        this.#fail(`"${open.character}" is closed by "${character}"`, offset, `expected "${CLOSING[open.character]}"`);
    }
    this.#position += 1;
    return this.#push('punctuation', character, offset);
  }

  #plainString(offset: number): boolean {
    const found = this.#match(PLAIN_STRING);
    if (found === undefined) return false;
    const [, double, single = ''] = found;
    return this.#push(
      'string',
      double === undefined ? single.replaceAll("\\'", "'") : double.replaceAll('\\"', '"'),
      offset,
    );
  }

  /** `"a #{b} c"`: string parts as they stand, expressions between. */
  #interpolated(offset: number): void {
    const quote = this.#source.charAt(offset);
    if (quote === "'") this.#fail('This string has no end', offset, "close it with '");
    if (quote !== '"')
      this.#fail(`Unexpected character [${String.fromCodePoint(this.#source.codePointAt(offset) ?? 0)}]`, offset);
    this.#position += 1;
    let parts = 0;
    while (this.#source.charAt(this.#position) !== '"' || parts === 0) {
      const start = this.#position;
      if (start >= this.#source.length) this.#fail('This string has no end', offset, 'close it with "');
      if (this.#source.startsWith('#{', start)) this.#interpolation(start);
      else {
        const part = this.#match(INTERPOLATED_PART)?.[0] ?? '';
        if (part === '') this.#fail('This string has no end', offset, 'close it with "');
        this.#push('string', part, start);
      }
      parts += 1;
    }
    this.#position += 1;
  }

  #interpolation(offset: number): void {
    this.#position += 2;
    this.#push('interpolation-start', '#{', offset);
    const brackets: Bracket[] = [];
    for (;;) {
      if (brackets.length === 0 && this.#match(INTERPOLATION_END) !== undefined) {
        this.#push('interpolation-end', '}', this.#position - 1);
        return;
      }
      if (!this.#expression(brackets)) this.#fail('This "#{" has no end', offset, 'close it with "}"');
    }
  }

  #unfinished(brackets: readonly Bracket[], endType: TokenType, offset: number): never {
    const open = brackets.at(-1);
    if (open !== undefined) return this.#fail(`Unclosed "${open.character}"`, open.offset);
    return this.#fail(
      `Expected "${endType === 'print-end' ? '}}' : '%}'}" before the end of the template`,
      offset,
      'close what starts here',
    );
  }

  #push(type: TokenType, value: string, offset: number): true {
    this.#tokens.push({ type, value, offset });
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#source);
    if (found === null) return undefined;
    this.#position = pattern.lastIndex;
    return found;
  }

  #fail(message: string, offset: number, hint?: string): never {
    throw new ExpressionError(message, { code: 'EXPRESSION_SYNTAX', source: this.#source, offset, hint });
  }
}

interface Bracket {
  readonly character: string;
  readonly offset: number;
}
