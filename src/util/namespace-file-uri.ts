const FOLDER = '/_files/';

/** What the URI of a namespace file names. */
export interface NamespaceFilePlace {
  /** Left out where it is the flow's own. */
  readonly namespace?: string;
  /** Relative, with `/`. */
  readonly path: string;
}

/** The URI of a namespace file, as Kestra writes it: `kestra:///company/team/_files/sql/q.sql`. */
export function namespaceFileUri(namespace: string, path: string): string {
  return `kestra:///${namespace.replaceAll('.', '/')}${FOLDER}${path.replace(/^\/+/u, '').replaceAll(' ', '%20')}`;
}

/** Reads such a URI, or `nsfile:///path` and `nsfile://namespace/path`; undefined for any other. */
export function parseNamespaceFileUri(uri: string): NamespaceFilePlace | undefined {
  const short = /^nsfile:\/\/([^/]*)\/+(.*)$/su.exec(uri);
  if (short?.[2] !== undefined) return place(short[1] ?? '', short[2]);
  const at = uri.indexOf(FOLDER);
  if (!uri.startsWith('kestra:///') || at === -1) return undefined;
  return place(uri.slice('kestra:///'.length, at).replaceAll('/', '.'), uri.slice(at + FOLDER.length));
}

function place(namespace: string, encoded: string): NamespaceFilePlace {
  const path = encoded.replaceAll('%20', ' ');
  return namespace === '' ? { path } : { namespace, path };
}
