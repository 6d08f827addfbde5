/** A generated part of a Markdown file: between `<!-- begin NAME … -->` and `<!-- end NAME -->`. */
export interface MarkedBlock {
  readonly name: string;
  readonly content: string;
}

function place(text: string, name: string, file: string): { readonly start: number; readonly end: number } {
  const begin = new RegExp(`^<!-- begin ${escapePattern(name)}(?: [^\\n]*)?-->\\n`, 'm').exec(text);
  const close = `<!-- end ${name} -->`;
  const end = begin === null ? -1 : text.indexOf(close, begin.index);
  if (begin === null || end === -1) {
    throw new Error(`expected "<!-- begin ${name} -->" and "${close}" in ${file}, each at the start of a line`);
  }
  return { start: begin.index + begin[0].length, end };
}

/** The file's text with the block's content put in. `file` is for the message where the marks are missing. */
export function putBlock(text: string, { name, content }: MarkedBlock, file: string): string {
  const { start, end } = place(text, name, file);
  return `${text.slice(0, start)}\n${content.trim()}\n\n${text.slice(end)}`;
}

/** Names of all blocks in a text, in order. */
export function blockNames(text: string): string[] {
  return [...text.matchAll(/^<!-- end (.+) -->$/gm)].map(([, name = '']) => name);
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
