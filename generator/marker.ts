/** What the head of a generated workflow says of it. */
export interface Marker {
  /** The flow file, relative to the project's root. */
  readonly source: string;
  /** SHA-256 of the plan, hex. */
  readonly plan: string;
  /** SHA-256 of everything below the header, hex. */
  readonly body: string;
}

const marker = '# gitphony-workflow:';
const lastLine = '# ---\n';

/** The comment at the top of a generated workflow. */
export function markerHeader({ source, plan, body }: Marker): string {
  return [
    `# Made by Gitphony from ${source}. Do not edit: change the flow or gitphony.yaml, then run: gitphony compile`,
    `# The flow itself is read when it runs, so most of its edits change nothing here.`,
    `${marker} ${JSON.stringify({ source })}`,
    `# plan sha256:${plan}`,
    `# body sha256:${body}`,
    lastLine,
  ].join('\n');
}

/** A workflow file of ours, taken apart. */
export interface MarkedFile {
  readonly marker: Marker;
  /** All below the header. */
  readonly body: string;
}

/** Reads a file's marker; undefined where the file is not ours. Line ends of Windows make no difference. */
export function readMarked(text: string): MarkedFile | undefined {
  const lines = text.replaceAll('\r\n', '\n');
  const match =
    /^#[^\n]*\n#[^\n]*\n# gitphony-workflow: (\{[^\n]*\})\n# plan sha256:(\w+)\n# body sha256:(\w+)\n# ---\n/.exec(
      lines,
    );
  if (match === null) return undefined;
  const [header, json = '', plan = '', body = ''] = match;
  const source = sourceOf(json);
  return source === undefined ? undefined : { marker: { source, plan, body }, body: lines.slice(header.length) };
}

/** True for a file that was ours, whatever was done to its header: never to be taken for somebody else's. */
function sourceOf(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    const isMarker = typeof value === 'object' && value !== null && 'source' in value;
    return isMarker && typeof value.source === 'string' ? value.source : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
