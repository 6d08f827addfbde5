/** What stands for values that change from run to run; `<varies>` changed on the server itself. */
const placeholders: Readonly<Record<string, string>> = {
  id: '[A-Za-z0-9]+',
  uri: '[a-z]+://\\S+',
  date: '\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d[\\d:.]*(?:Z|[+-]\\d\\d:\\d\\d)?)?',
  time: '\\d\\d:\\d\\d[\\d:.]*',
  path: '/\\S*',
  duration: '\\S+',
};
/** Headers of every answer that the corpus left out, for they change from run to run. */
const unrecorded = ['date', 'server'];
const placeholder = new RegExp(`<(${Object.keys(placeholders).join('|')})>`);

/** Lines such as `outputs.a: expected 1, got 2`; none where the value is as expected. Order of keys means nothing. */
export function differences(expected: unknown, actual: unknown, path: string): readonly string[] {
  if (expected === '<varies>' || Object.is(expected, actual)) return [];
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((item, index) => differences(item, actual[index], `${path}[${index}]`));
  }
  if (isObject(expected) && isObject(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)].toSorted());
    if (path.endsWith('.headers')) for (const name of unrecorded) keys.delete(name);
    return [...keys].flatMap((key) => differences(expected[key], actual[key], `${path}.${key}`));
  }
  if (typeof expected === 'string' && isScalar(actual) && sameText(expected, actual)) return [];
  return [`${path}: expected ${print(expected)}, got ${print(actual)}`];
}

function sameText(expected: string, actual: string | number): boolean {
  // The server's own order of keys, where a map is printed inside a text, means nothing.
  const wanted = orderKeys(expected);
  const text = orderKeys(String(actual));
  if (!placeholder.test(wanted)) return typeof actual === 'string' && wanted === text;
  const pattern = wanted
    .split(placeholder)
    .map((part, index) => (index % 2 === 0 ? escape(part) : (placeholders[part] ?? part)))
    .join('');
  return new RegExp(`^${pattern}$`).test(text);
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** The text with every JSON object in it printed anew, its keys sorted. */
function orderKeys(text: string): string {
  let result = '';
  for (let at = 0; at < text.length; ) {
    const end = text[at] === '{' ? endOfObject(text, at) : undefined;
    const object = end === undefined ? undefined : parse(text.slice(at, end));
    result += object === undefined ? (text[at] ?? '') : JSON.stringify(sortKeys(object));
    at = object === undefined || end === undefined ? at + 1 : end;
  }
  return result;
}

function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Texts inside may be printed maps again. */
function sortKeys(value: unknown): unknown {
  if (typeof value === 'string') return orderKeys(value);
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sortKeys(entry)]));
}

function print(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
