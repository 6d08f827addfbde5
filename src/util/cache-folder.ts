import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where is kept what can be made anew, for all projects of a user: `GITPHONY_CACHE_DIR`, else `gitphony` below `XDG_CACHE_HOME`,
 * else `~/.cache/gitphony`. It may not exist.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment['GITPHONY_CACHE_DIR'];
  if (own !== undefined && own !== '') return resolve(own);
  const caches = environment['XDG_CACHE_HOME'];
  return join(caches !== undefined && caches !== '' ? caches : join(homedir(), '.cache'), 'gitphony');
}
