import type { Plugin } from 'esbuild';

/**
 * Lets esbuild leave out what nobody uses of packages that do not say so themselves (`sideEffects` in package.json), although
 * loading them does nothing but define. Without it `@actions/core`, of which a few functions are used, brings the HTTP client
 * for OpenID tokens along: 450 KB that every start of the action would have to load.
 *
 * @param packages names of packages, and of packages whose modules they import
 */
export function purePackages(packages: readonly string[]): Plugin {
  const ours = new RegExp(`node_modules/(${packages.join('|')})/`);
  const asking = { isAsking: true };
  return {
    name: 'pure-packages',
    setup(build) {
      build.onResolve({ filter: /.*/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (pluginData === asking || (!packages.includes(path) && !ours.test(importer))) return undefined;
        const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: asking });
        return found.errors.length > 0 ? undefined : { path: found.path, external: found.external, sideEffects: false };
      });
    },
  };
}
