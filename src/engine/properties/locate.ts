import type { DocumentPath, SourcePosition } from '../../contract/source.ts';

/**
 * The place of a node in a flow file. Where the path leads nowhere (a missing property, one from plugin defaults), the
 * nearest node above it. The YAML parser is loaded when it is needed: a run without errors never needs it.
 */
export async function locateInFlow(flowText: string, path: DocumentPath): Promise<SourcePosition | undefined> {
  const { isNode, LineCounter, parseDocument } = await import('yaml');
  const counter = new LineCounter();
  const document = parseDocument(flowText, { lineCounter: counter, logLevel: 'silent' });
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    const offset = isNode(node) ? node.range?.[0] : undefined;
    if (offset === undefined) continue;
    const { line, col } = counter.linePos(offset);
    return { offset, line, column: col };
  }
  return undefined;
}
