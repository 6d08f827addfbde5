import type { CallArguments, Expression } from './lang/ast.ts';

/** Filters whose result is a number, a truth, a date, a hash or made of harmless characters, whatever they are given. */
export const closedFilters: ReadonlySet<string> = new Set([
  'abs',
  'base64encode',
  'className',
  'date',
  'dateAdd',
  'endsWith',
  'length',
  'md5',
  'number',
  'numberFormat',
  'regexMatch',
  'sha1',
  'sha256',
  'sha512',
  'slugify',
  'startsWith',
  'timestamp',
  'timestampMicro',
  'timestampMilli',
  'timestampNano',
  'urlencode',
]);

/** Functions whose result is a number, a truth, a time, an id or an address in storage. `secret` is the owner's own. */
export const closedFunctions: ReadonlySet<string> = new Set([
  'dayOfMonth',
  'dayOfWeek',
  'env',
  'fileExists',
  'fileSize',
  'fileURI',
  'hourOfDay',
  'id',
  'isDayWeekInMonth',
  'isFileEmpty',
  'isPublicHoliday',
  'isWeekend',
  'ksuid',
  'monthOfYear',
  'nanoId',
  'now',
  'randomInt',
  'randomPort',
  'secret',
  'tasksWithState',
  'uuid',
]);

/** `regexReplace('[^A-Za-z0-9_]', '')`: nothing but letters, digits, `_`, `.` and `-` is left. */
export function keepsOnlyWords({ positional, named }: CallArguments): boolean {
  const argument = (name: string, position: number): string | undefined =>
    literalText(named.find((each) => each.name === name)?.value ?? positional[position]);
  const [regex, replacement] = [argument('regex', 0), argument('replacement', 1)];
  if (regex === undefined || replacement === undefined) return false;
  return /^\[\^(?:a-z|A-Z|0-9|\\w|\\d|[\w.]|\\[.-])+-?\][+*]?$/.test(regex) && /^[\w.-]*$/.test(replacement);
}

function literalText(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : undefined;
}
