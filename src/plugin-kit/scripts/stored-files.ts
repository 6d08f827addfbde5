import type { ScriptScene } from './script-scene.ts';

/** A file URI inside a command; `%` because names are URL-encoded. Namespace files count. */
const pattern = /(?:kestra|nsfile):\/\/[-\p{L}\p{N}._+~#=/%]+/gu;

/** Puts local paths in place of the stored files' URIs in a command, as Kestra does: programs read files, not URIs. */
export async function withLocalPaths(scene: ScriptScene, text: string): Promise<string> {
  const paths = new Map<string, string>();
  for (const [uri] of text.matchAll(pattern)) {
    if (paths.has(uri)) continue;
    const path = await scene.context.storage.localPath(uri);
    scene.mount(path);
    paths.set(uri, path);
  }
  return text.replaceAll(pattern, (uri) => paths.get(uri) ?? uri);
}
