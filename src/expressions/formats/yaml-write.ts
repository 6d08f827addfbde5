import { isMap, type Value, type ValueMap } from '../../util/values.ts';
import { javaText } from '../runtime/text.ts';

/** Words that YAML 1.1 readers take for something else than a text. */
const RESERVED =
  /^(?:|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|y|Y|n|N)$/;
/** What the serializer quotes by itself, with double quotes. */
const DOUBLE_QUOTED = /: |:$| #|^#|^[-:]$|^0x[0-9a-fA-F]+$|[[\]{},]|[^\P{Cc}\t\n\r]/u;
/** What cannot start a plain text; single quotes do then. */
const NOT_PLAIN = /^[\s&*!|>'"%@`?]|^[-?:](?:\s|$)|\s$|^(?:---|\.\.\.)/;

/**
 * YAML as Kestra's `yaml` filter writes it: as few quotes as can be, sequences indented by one blank, no wrapping.
 */
export function writeYaml(value: Value): string {
  if (isMap(value) && Object.keys(value).length > 0) return mapLines(value, 0);
  if (Array.isArray(value) && value.length > 0) return listLines(value, 1);
  return `${scalar(value, 0)}\n`;
}

function mapLines(map: ValueMap, indent: number): string {
  const padding = ' '.repeat(indent);
  return Object.keys(map)
    .map((key) => `${padding}${plainOrQuoted(key)}:${nested(map[key] ?? null, indent)}`)
    .join('');
}

/** What follows a key: a block on new lines, or a scalar on this one. */
function nested(value: Value, indent: number): string {
  if (isMap(value) && Object.keys(value).length > 0) return `\n${mapLines(value, indent + 2)}`;
  if (Array.isArray(value) && value.length > 0) return `\n${listLines(value, indent + 1)}`;
  return ` ${scalar(value, indent + 2)}\n`;
}

/** The dash of a sequence stands at this indent; a map inside starts on its own line, two further. */
function listLines(list: readonly Value[], indent: number): string {
  const padding = ' '.repeat(indent);
  return list
    .map((item) => {
      if (isMap(item) && Object.keys(item).length > 0) return `${padding}-\n${mapLines(item, indent + 1)}`;
      if (Array.isArray(item) && item.length > 0) return `${padding}-\n${listLines(item, indent + 2)}`;
      return `${padding}- ${scalar(item, indent + 1)}\n`;
    })
    .join('');
}

function scalar(value: Value, indent: number): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return '[]';
  if (isMap(value)) return '{}';
  if (typeof value !== 'string') return javaText(value);
  return value.includes('\n') ? literalBlock(value, Math.max(indent, 2)) : plainOrQuoted(value);
}

function plainOrQuoted(text: string): string {
  if (RESERVED.test(text) || DOUBLE_QUOTED.test(text)) return JSON.stringify(text);
  return NOT_PLAIN.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
}

/** `|-` for a text that ends without a new line, `|` with one, `|+` with more. */
function literalBlock(text: string, indent: number): string {
  const ends = /\n*$/.exec(text)?.[0].length ?? 0;
  const chomping = ends === 0 ? '-' : ends === 1 ? '' : '+';
  const hint = /^[ \n]/.test(text) ? String(indent) : '';
  const body = ends === 0 ? text : text.slice(0, -1);
  const padding = ' '.repeat(indent);
  return `|${hint}${chomping}\n${body
    .split('\n')
    .map((line) => (line === '' ? '' : padding + line))
    .join('\n')}`;
}
