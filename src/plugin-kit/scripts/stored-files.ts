import type { RunContext } from '../../contract/run-context.ts';

/** A file URI inside a command; `%` because names are URL-encoded. */
const pattern = /kestra:\/\/[-\p{L}\p{N}._+~#=/%]+/gu;

/** Puts local paths in place of the stored files' URIs in a command, as Kestra does: programs read files, not URIs. */
export async function withLocalPaths({ storage }: Pick<RunContext, 'storage'>, text: string): Promise<string> {
  const paths = new Map<string, string>();
  for (const [uri] of text.matchAll(pattern)) {
    if (!paths.has(uri)) paths.set(uri, await storage.localPath(uri));
  }
  return text.replaceAll(pattern, (uri) => paths.get(uri) ?? uri);
}
