import type { DocumentPath, SourcePosition } from '../../contract/source.ts';

/**
 * The place in the flow file of a line and column (from 1) of a text property. Known for literal blocks (`|`) only, whose lines
 * stand in the file as they are; undefined for every other way to write a text.
 */
export async function locateInText(
  flowText: string,
  path: DocumentPath,
  line: number,
  column: number,
): Promise<SourcePosition | undefined> {
  const { isScalar, LineCounter, parseDocument } = await import('yaml');
  const counter = new LineCounter();
  const node = parseDocument(flowText, { lineCounter: counter, logLevel: 'silent' }).getIn(path, true);
  if (!isScalar(node) || node.type !== 'BLOCK_LITERAL' || !node.range) return undefined;
  const inFile = counter.linePos(node.range[0]).line + line;
  const start = counter.lineStarts[inFile - 1];
  if (start === undefined || start >= node.range[1]) return undefined;
  const own = String(node.value).split('\n')[line - 1] ?? '';
  const written = /^[^\r\n]*/.exec(flowText.slice(start, node.range[1]))?.[0] ?? '';
  const indent = Math.max(0, written.length - own.length);
  return { offset: start + indent + column - 1, line: inFile, column: indent + column };
}
