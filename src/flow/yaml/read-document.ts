import { Composer, type CST, type Document, isScalar } from 'yaml';
import type { Value } from '../../util/values.ts';
import type { ProblemList } from '../problem-list.ts';
import { Excess, findExcess, readTokens } from './check-size.ts';
import { type Conversion, convertNode } from './convert-node.ts';
import { decodeText } from './decode.ts';
import { LineIndex } from './line-index.ts';
import { describeYamlError } from './yaml-problem.ts';
import { YamlDocument } from './yaml-document.ts';

/** What a file holds; `document` is undefined where it cannot be read at all. */
export interface ReadResult {
  readonly text: string;
  readonly lines: LineIndex;
  readonly document: YamlDocument | undefined;
}

/** Reads a text as one YAML value. Problems land in `problems`; undefined where it cannot be read. */
export function readYamlText(text: string, problems: ProblemList): Value | undefined {
  return compose(text, new LineIndex(text), problems)?.value;
}

/** Reads bytes as one YAML document. Everything wrong lands in `problems`; nothing is thrown for bad input. */
export function readDocument(bytes: Uint8Array, problems: ProblemList): ReadResult {
  const decoded = decodeText(bytes);
  if (!('text' in decoded)) {
    const lines = new LineIndex(decoded.before);
    const at = lines.position(decoded.before.length);
    problems.add(decoded, { start: at, end: at });
    return { text: decoded.before, lines, document: undefined };
  }
  const { text } = decoded;
  const lines = new LineIndex(text);
  return { text, lines, document: compose(text, lines, problems) };
}

function compose(text: string, lines: LineIndex, problems: ProblemList): YamlDocument | undefined {
  const range = (start: number, end: number) => ({ start: lines.position(start), end: lines.position(end) });
  const tokens: CST.Token[] = [];
  for (const token of readTokens(text)) {
    const excess = token instanceof Excess ? token : findExcess(token);
    if (excess !== undefined) {
      problems.add(
        { rule: 'too-much', message: `${excess.message}, got more` },
        range(excess.offset, excess.offset + 1),
      );
      return undefined;
    }
    if (!(token instanceof Excess)) tokens.push(token);
  }
  // The failsafe schema leaves every scalar a text: the rules of YAML 1.1 as Kestra has them are plain-scalar.ts.
  const composer = new Composer({
    schema: 'failsafe',
    version: '1.1',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
  });
  const documents = [...composer.compose(tokens)];
  const first = documents[0];
  if (first === undefined || isEmpty(first)) {
    problems.add(
      {
        rule: 'empty-file',
        message: 'expected a flow, got an empty file',
        hint: 'a flow needs id, namespace and tasks',
      },
      range(0, 0),
    );
    return undefined;
  }
  for (const other of documents.slice(1)) {
    if (isEmpty(other)) continue;
    const [start] = other.range;
    problems.add(
      {
        rule: 'several-documents',
        message: 'expected one flow in a file, got several YAML documents',
        hint: 'put each flow in a file of its own',
      },
      range(start, start + 3),
    );
    break;
  }
  return toDocument(first, text, lines, problems);
}

function isEmpty({ contents, errors }: Document): boolean {
  return (
    errors.length === 0 &&
    (contents === null || (isScalar(contents) && contents.source === '' && contents.type === 'PLAIN'))
  );
}

function toDocument(
  document: Document,
  text: string,
  lines: LineIndex,
  problems: ProblemList,
): YamlDocument | undefined {
  const range = (start: number, end: number) => ({ start: lines.position(start), end: lines.position(end) });
  // One slip in the syntax makes several errors; those behind the first are mostly its echo.
  const [error] = document.errors;
  if (error !== undefined) {
    const { message, hint } = describeYamlError(error, text);
    problems.add({ rule: 'yaml-syntax', message, hint }, range(error.pos[0], error.pos[1]));
    return undefined;
  }
  const root = document.contents;
  const conversion: Conversion =
    root === null
      ? { value: null, targets: new Map() }
      : convertNode(root, (finding, node) => {
          const [start = 0, end = start] = node.range ?? [];
          problems.add(finding, range(start, end));
        });
  return new YamlDocument({ text, lines, root, ...conversion });
}
