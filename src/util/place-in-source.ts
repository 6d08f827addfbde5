const TEMPLATE = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/g;

/**
 * Where a character of a rendered text stands in its source: in what is written there, or at the template that made it.
 * Undefined where source and text do not fit together.
 */
export function placeInSource(source: string, rendered: string, offset: number): number | undefined {
  if (source === rendered) return offset;
  let inSource = 0;
  let inRendered = 0;
  /** The template between the literal before and the one that is looked at. */
  let template = 0;
  const templates = [...source.matchAll(TEMPLATE), undefined];
  for (const match of templates) {
    const end = match?.index ?? source.length;
    const literal = source.slice(inSource, end);
    // The last one ends where the text ends; the others stand as soon as they can.
    const start = match === undefined ? rendered.length - literal.length : rendered.indexOf(literal, inRendered);
    if (start < inRendered || !rendered.startsWith(literal, start)) return undefined;
    if (offset < start) return template;
    if (offset < start + literal.length || match === undefined) return inSource + offset - start;
    inRendered = start + literal.length;
    template = match.index;
    inSource = match.index + match[0].length;
  }
  return undefined;
}
