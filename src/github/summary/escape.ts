/** Characters that mean something in GitHub's Markdown, HTML or math, wherever they stand. */
const active = /[&<>\\`*{}[\]()#+!|~$"']/g;
/** An underscore inside a word emphasises nothing; at a word's edge it does. */
const edgeUnderscore = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
/** GitHub makes links of what looks like an address. */
const address = /(?<=[a-z]):(?=\/\/)|(?<=\bwww)\.|@/gi;

/**
 * Text for a Markdown sentence or table cell: nothing in it can end the cell, start HTML, a link, an image, a code span or a
 * formula. Character references, for they never count as markup (CommonMark, "Entity and numeric character references").
 */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(active, reference)
    .replaceAll(edgeUnderscore, reference)
    .replaceAll(address, reference)
    .replaceAll(/\r\n?|\n/g, '<br>')
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** Text as code. By a tag, and its content escaped as any other: Markdown goes on inside of HTML, and a code span cannot hold every text. */
export function codeCell(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`;
}

/** A name as code: between backticks where that can go, for whoever reads the source. */
export function codeSpan(text: string): string {
  return /^[\w.-]+$/.test(text) ? `\`${text}\`` : codeCell(text);
}

/** A message for people: what stands between backticks in it is code, everything else text. */
export function escapeMessage(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? codeCell(part.slice(1, -1)) : escapeMarkdown(part)))
    .join('');
}

const LONGEST_LABEL = 60;

/** Text for a mermaid label: entities instead of whatever mermaid's grammar gives a meaning to. */
export function mermaidLabel(text: string): string {
  const shown = text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
  return shown.replaceAll(/[^\p{L}\p{N} _.,/=+-]/gu, (character) => `#${character.codePointAt(0) ?? 63};`);
}

function reference(character: string): string {
  return `&#${character.codePointAt(0) ?? 63};`;
}
