import type * as nodeCrypto from 'node:crypto';

type Library = typeof nodeCrypto;
let library: Library | undefined;

/**
 * Runs with Node's crypto, loaded on first use: it costs milliseconds that other templates do not pay, and the editor in
 * the browser checks templates without it. The first result is a promise, later ones are not.
 */
export function withCrypto<T>(run: (crypto: Library) => T): T | Promise<T> {
  if (library !== undefined) return run(library);
  return import('node:crypto').then((loaded) => {
    library = loaded;
    return run(loaded);
  });
}
