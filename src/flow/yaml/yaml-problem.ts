import type { YAMLParseError } from 'yaml';

/** What the YAML library found, in our words where its own are hard to read. */
export function describeYamlError(error: YAMLParseError, source: string): { message: string; hint?: string } {
  const [offset] = error.pos;
  const line = lineAround(source, offset);
  const template = /(?:^|[:\-[,]\s+)(?:[^"'|>#]*[^"'|>#\s])?\s*\{\{/.test(line);
  const quote = template ? { hint: 'put a value with a template in quotes: key: "{{ … }}"' } : {};
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return {
        message: 'expected spaces, got a tab as indentation',
        hint: 'indent with spaces; YAML allows no tabs there',
      };
    case 'BAD_INDENT':
      if (/end with a [\]}]/.test(error.message)) {
        return {
          message: `expected a closing ${error.message.at(-1)}, got something else`,
          hint: quote.hint ?? 'close the bracket',
        };
      }
      return {
        message: `expected another indentation: ${lower(error.message)}`,
        hint: quote.hint ?? 'line the keys of one map up in one column',
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return (
        deeperLine(source, offset) ?? {
          message: 'expected a plain value, got a second ":" on the line',
          hint: quote.hint ?? 'put a value that holds ": " in quotes, and line the keys of one map up in one column',
        }
      );
    case 'MISSING_CHAR':
      if (error.message.includes('quote'))
        return { message: 'expected a closing quote, got the end of the file', hint: 'close the quote' };
      return { message: lower(error.message), ...quote };
    case 'BAD_SCALAR_START':
      return { message: lower(error.message), hint: quote.hint ?? 'put the value in quotes' };
    case 'RESOURCE_EXHAUSTION':
      return { message: 'expected fewer levels of nesting' };
    default:
      return { message: lower(error.message), ...quote };
  }
}

/** A value whose next line is indented deeper than its key: YAML takes both lines for one value, until it meets the colon. */
function deeperLine(source: string, offset: number): { message: string; hint: string } | undefined {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const [first = '', next = ''] = source.slice(offset).split('\n', 2);
  const key = /^( *)([\w.-]+):(?:\s|$)/.exec(next);
  const above = /([\w.-]+): +$/.exec(source.slice(start, offset));
  if (/:(?:\s|$)/.test(first) || key === null || above === null) return undefined;
  const column = above.index + 1;
  return {
    message: `expected the value to end on its line, got "${key[2]}:" on the next one, indented deeper than "${above[1]}:"`,
    hint: `begin "${key[2]}:" in column ${column}, under "${above[1]}:" (it is in column ${(key[1] ?? '').length + 1})`,
  };
}

function lineAround(source: string, offset: number): string {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const end = source.indexOf('\n', start);
  return source.slice(start, end === -1 ? undefined : end).slice(0, 2000);
}

function lower(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
