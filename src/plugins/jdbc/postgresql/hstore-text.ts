import { newMap, type ValueMap } from '../../../util/values.ts';

const pair = /"((?:[^"\\]|\\.)*)"=>(?:NULL|"((?:[^"\\]|\\.)*)")/g;

/** Reads the text of an hstore (`"a"=>"1", "b"=>NULL`). Source: https://www.postgresql.org/docs/current/hstore.html */
export function parseHstore(text: string): ValueMap {
  const map = newMap();
  for (const [, key = '', value] of text.matchAll(pair))
    map[unescape(key)] = value === undefined ? null : unescape(value);
  return map;
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
