/** Text that is not JSON: what was expected, and where (line and column from 1). */
export class JsonSyntaxError extends Error {
  readonly line: number;
  readonly column: number;
  readonly offset: number;

  constructor(problem: string, text: string, offset: number) {
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    const column = offset - before.lastIndexOf('\n');
    const found = offset >= text.length ? 'the end of the text' : JSON.stringify(text.charAt(offset));
    super(`Not valid JSON at line ${line}, column ${column}: ${problem}, but found ${found}`);
    this.name = 'JsonSyntaxError';
    this.line = line;
    this.column = column;
    this.offset = offset;
  }
}
