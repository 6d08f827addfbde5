import type { Plugin } from 'esbuild';

const NAMESPACE = 'named-exports';
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/**
 * Keeps `const { parse } = await import('yaml')` working in a split bundle. There esbuild gives a dynamic import of a
 * CommonJS package nothing but `default`, where Node also gives the names that it finds in the package's text; so such an
 * import is led through a small module that exports what Node would.
 */
export function namedExports(packages: readonly string[]): Plugin {
  const filter = new RegExp(`^(${packages.join('|')})$`);
  return {
    name: NAMESPACE,
    setup(build) {
      build.onResolve({ filter }, ({ kind, path, resolveDir, namespace }) =>
        kind === 'dynamic-import' && namespace !== NAMESPACE
          ? { path, namespace: NAMESPACE, pluginData: { resolveDir } }
          : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, async ({ path, pluginData }) => {
        const names = Object.keys((await import(path)) as object).filter(
          (name) => IDENTIFIER.test(name) && name !== 'default' && name !== 'module',
        );
        const { resolveDir } = pluginData as { readonly resolveDir: string };
        return {
          contents: `import * as whole from '${path}';\nexport default whole.default;\nexport const { ${names.join(', ')} } = whole;\n`,
          loader: 'js',
          resolveDir,
        };
      });
    },
  };
}
