/** A text in GitHub's expressions; a quote is doubled. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What a text with `${{ … }}` in it evaluates to, as one expression: the inside of a single one, else a `format()`. */
export function asExpression(text: string): string {
  const parts = text.split(/\$\{\{(.*?)\}\}/s);
  if (parts.length === 1) return quoteText(text);
  if (parts.length === 3 && parts[0] === '' && parts[2] === '') return `(${parts[1]?.trim()})`;
  const literals = parts.map((part, index) =>
    index % 2 === 0 ? part.replaceAll('{', '{{').replaceAll('}', '}}') : `{${(index - 1) / 2}}`,
  );
  const values = parts.filter((_, index) => index % 2 === 1).map((part) => part.trim());
  return `format(${[quoteText(literals.join('')), ...values].join(', ')})`;
}
