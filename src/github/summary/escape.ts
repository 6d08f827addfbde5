/** Text for a Markdown table cell or sentence: nothing in it can end the cell, start HTML, a link or a code span. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]()#+!|~]/g, (character) => `\\${character}`)
    .replaceAll(/\r?\n/g, '<br>');
}

/** Text for a code span inside a table cell. */
export function codeCell(text: string): string {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('|', '&#124;');
  return `<code>${escaped.replaceAll('`', '&#96;').replaceAll(/\r?\n/g, '<br>')}</code>`;
}

/** Text for a mermaid label: entities instead of whatever mermaid's grammar gives a meaning to. */
export function mermaidLabel(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} _.,/=+-]/gu, (character) => `#${character.codePointAt(0) ?? 63};`).slice(0, 120);
}
