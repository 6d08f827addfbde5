import { TaskError } from '../../contract/errors.ts';

/** A name as SQL writes it: bare, or in double quotes (doubled inside). Source: PostgreSQL's lexical structure, 4.1.1. */
const NAME = String.raw`(?:[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|"(?:[^"\u0000]|"")+")`;
const name = new RegExp(`^${NAME}$`);
const qualifiedName = new RegExp(String.raw`^${NAME}(?:\s*\.\s*${NAME}){0,2}$`);

/**
 * Checks the name of a table, with schema where given, and answers it as written: bare names keep SQL's folding to lower
 * case. Anything that is not a name is refused, so that no other SQL slips into the statement.
 * @throws TaskError SQL_BAD_IDENTIFIER
 */
export function tableName(property: string, text: string): string {
  const trimmed = text.trim();
  if (qualifiedName.test(trimmed)) return trimmed;
  throw badIdentifier(property, 'a table’s name such as `trips` or `public.trips`', trimmed);
}

/**
 * Checks column names and answers them as written.
 * @throws TaskError SQL_BAD_IDENTIFIER
 */
export function columnNames(property: string, texts: readonly string[]): readonly string[] {
  return texts.map((text) => {
    const trimmed = text.trim();
    if (name.test(trimmed)) return trimmed;
    throw badIdentifier(property, 'column names', trimmed);
  });
}

/** The bare form of a name: what stands between its quotes. */
export function unquoted(identifier: string): string {
  return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier;
}

function badIdentifier(property: string, expected: string, came: string): TaskError {
  return new TaskError('SQL_BAD_IDENTIFIER', `\`${property}\` should hold ${expected}, but has "${came}".`, {
    hint: 'Put a name with blanks, hyphens or other signs into double quotes: \'"my column"\'.',
    retryable: false,
  });
}
