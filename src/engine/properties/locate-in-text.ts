import type { DocumentPath, SourcePosition } from '../../contract/source.ts';
import { placeInSource } from '../../util/place-in-source.ts';

/**
 * The place in the flow file of a line and column (from 1) of a text property. Known for literal blocks (`|`) only, whose lines
 * stand in the file as they are; undefined for every other way to write a text.
 */
export async function locateInText(
  flowText: string,
  path: DocumentPath,
  line: number,
  column: number,
  rendered?: string,
): Promise<SourcePosition | undefined> {
  const { isScalar, LineCounter, parseDocument } = await import('yaml');
  const counter = new LineCounter();
  const node = parseDocument(flowText, { lineCounter: counter, logLevel: 'silent' }).getIn(path, true);
  if (!isScalar(node) || node.type !== 'BLOCK_LITERAL' || !node.range) return undefined;
  if (rendered !== undefined) {
    const written = inSource(String(node.value), rendered, line, column);
    return written === undefined ? undefined : locateInText(flowText, path, written.line, written.column);
  }
  const inFile = counter.linePos(node.range[0]).line + line;
  const start = counter.lineStarts[inFile - 1];
  if (start === undefined || start >= node.range[1]) return undefined;
  const own = String(node.value).split('\n')[line - 1] ?? '';
  const written = /^[^\r\n]*/.exec(flowText.slice(start, node.range[1]))?.[0] ?? '';
  const indent = Math.max(0, written.length - own.length);
  return { offset: start + indent + column - 1, line: inFile, column: indent + column };
}

/** Line and column of the source for those of the text that it renders to. */
function inSource(
  source: string,
  rendered: string,
  line: number,
  column: number,
): { readonly line: number; readonly column: number } | undefined {
  const before = rendered.split('\n').slice(0, line - 1);
  const offset = placeInSource(source, rendered, before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1);
  if (offset === undefined) return undefined;
  const lines = source.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
