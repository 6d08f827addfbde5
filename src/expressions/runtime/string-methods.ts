import { CallFailure } from '../../contract/expression.ts';
import { javaStringHash } from '../../util/java-hash.ts';
import { methodTable, intAt, textAt } from './method-table.ts';

const MAX_REPEATED = 16 * 1024 * 1024;

function substring(text: string, from: number, to: number): string {
  if (from < 0 || to > text.length || from > to) {
    throw new CallFailure(`expected a part within 0 and ${text.length}, but found ${from} to ${to}`);
  }
  return text.slice(from, to);
}

function repeat(text: string, count: number): string {
  if (count < 0 || text.length * count > MAX_REPEATED) throw new CallFailure(`cannot repeat a text ${count} times`);
  return text.repeat(count);
}

/** Methods of `java.lang.String` that templates use; regular expressions are for the filters. */
export const STRING_METHODS = methodTable<string>([
  ['length', [], (text) => text.length],
  ['isEmpty', [], (text) => text === ''],
  ['isBlank', [], (text) => text.trim() === ''],
  ['toUpperCase', [], (text) => text.toUpperCase()],
  ['toLowerCase', [], (text) => text.toLowerCase()],
  ['trim', [], (text) => text.trim()],
  ['strip', [], (text) => text.trim()],
  ['stripLeading', [], (text) => text.trimStart()],
  ['stripTrailing', [], (text) => text.trimEnd()],
  ['toString', [], (text) => text],
  ['hashCode', [], (text) => javaStringHash(text)],
  ['contains', ['text'], (text, args) => text.includes(textAt(args, 0))],
  ['startsWith', ['text'], (text, args) => text.startsWith(textAt(args, 0))],
  ['endsWith', ['text'], (text, args) => text.endsWith(textAt(args, 0))],
  ['indexOf', ['text'], (text, args) => text.indexOf(textAt(args, 0))],
  ['lastIndexOf', ['text'], (text, args) => text.lastIndexOf(textAt(args, 0))],
  ['concat', ['text'], (text, args) => text + textAt(args, 0)],
  ['replace', ['text', 'text'], (text, args) => text.replaceAll(textAt(args, 0), () => textAt(args, 1))],
  ['equals', ['any'], (text, args) => text === args[0]],
  ['equalsIgnoreCase', ['text'], (text, args) => text.toLowerCase() === textAt(args, 0).toLowerCase()],
  ['compareTo', ['text'], (text, args) => (text < textAt(args, 0) ? -1 : Number(text > textAt(args, 0)))],
  ['charAt', ['int'], (text, args) => substring(text, intAt(args, 0), intAt(args, 0) + 1)],
  ['substring', ['int'], (text, args) => substring(text, intAt(args, 0), text.length)],
  ['substring', ['int', 'int'], (text, args) => substring(text, intAt(args, 0), intAt(args, 1))],
  ['repeat', ['int'], (text, args) => repeat(text, intAt(args, 0))],
]);
