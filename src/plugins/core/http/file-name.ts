/** The name under which a download is stored: what the server calls the file, else the last part of the address. */
export function fileNameOf(uri: string, contentDisposition: string | undefined): string {
  const path = new URL(uri).pathname;
  return lastPart(contentDisposition === undefined ? '' : named(contentDisposition)) || lastPart(path) || 'download';
}

/** The `filename*` (RFC 5987, UTF-8) or `filename` of a Content-Disposition header (RFC 6266). */
function named(header: string): string {
  const extended = /;\s*filename\*\s*=\s*(?:UTF-8|ISO-8859-1)'[^']*'([^;\s]+)/iu.exec(header)?.[1];
  if (extended !== undefined) return extended;
  const [, quoted, plain] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/iu.exec(header) ?? [];
  return encodeURIComponent(quoted?.replaceAll(/\\(.)/gu, '$1') ?? plain ?? '');
}

/** A name, never a path: a server must not say where a file goes. */
function lastPart(encoded: string): string {
  const name = decoded(encoded).split(/[/\\]/u).at(-1) ?? '';
  return name === '.' || name === '..' ? '' : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: the text as it is makes a name too.
    return text;
  }
}
