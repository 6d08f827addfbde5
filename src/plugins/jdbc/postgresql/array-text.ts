import type { Value } from '../../../util/values.ts';

/**
 * Reads PostgreSQL's text of an array (`{1,NULL,"a,b"}`, `{{1,2},{3,4}}`, `[2:3]={1,2}`) into lists; bounds are dropped, as
 * lists count from 0. `read` turns an element's text into a value.
 * Source: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 */
export function parseArray(text: string, read: (element: string) => Value, delimiter = ','): Value[] {
  let at = text.startsWith('[') ? text.indexOf('=') + 1 : 0;

  const quoted = (): string => {
    let element = '';
    for (at++; at < text.length && text[at] !== '"'; at++) {
      if (text[at] === '\\') at++;
      element += text[at] ?? '';
    }
    at++;
    return element;
  };

  const list = (): Value[] => {
    const items: Value[] = [];
    at++;
    while (at < text.length && text[at] !== '}') {
      if (text[at] === delimiter) at++;
      else if (text[at] === '{') items.push(list());
      else if (text[at] === '"') items.push(read(quoted()));
      else {
        const start = at;
        while (at < text.length && text[at] !== delimiter && text[at] !== '}') at++;
        const element = text.slice(start, at);
        items.push(element === 'NULL' ? null : read(element));
      }
    }
    at++;
    return items;
  };

  return list();
}

/** The text of an array for a parameter. `write` answers an element's text, undefined for NULL. */
export function printArray(items: readonly unknown[], write: (element: unknown) => string | null): string {
  const elements = items.map((item) => {
    if (Array.isArray(item)) return printArray(item, write);
    const text = write(item);
    return text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${elements.join(',')}}`;
}
