import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, SetupError } from './setup-process.mjs';

/**
 * Builds the project itself (dist/, action/dist/, generated registries).
 * @param {{ root: string }} options
 * @returns {Promise<string>}
 */
export async function setUpBuild({ root }) {
  if (!existsSync(join(root, 'tools', 'build.ts'))) return 'nothing to build';
  try {
    await run(join(root, 'node_modules', '.bin', 'tsx'), ['tools/build.ts'], { cwd: root });
  } catch (cause) {
    throw new SetupError('the build failed', { fix: 'npm run build shows the whole output', cause });
  }
  return 'dist/ is up to date';
}

/**
 * Bundles the workflow validator of GitHub's editor extension. It is published as ES modules that import JSON without attributes
 * and so does not load in plain Node.
 * @param {{ root: string }} options
 * @returns {Promise<string>}
 */
export async function setUpLanguageService({ root }) {
  const outfile = join(root, '.tools', 'languageservice.cjs');
  const packageFile = join(root, 'node_modules', '@actions', 'languageservice', 'package.json');
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8'));
  const label = `@actions/languageservice ${version}`;
  const isFresh = existsSync(outfile) && statSync(outfile).mtimeMs > statSync(packageFile).mtimeMs;
  if (isFresh) return label;
  const esbuild = await import(pathToFileURL(join(root, 'node_modules', 'esbuild', 'lib', 'main.js')).href);
  await esbuild.build({
    stdin: {
      contents: [
        "export { validate } from '@actions/languageservice/validate';",
        "export { TextDocument } from 'vscode-languageserver-textdocument';",
      ].join('\n'),
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile: `${outfile}.new.cjs`,
    logLevel: 'silent',
  });
  renameSync(`${outfile}.new.cjs`, outfile);
  return label;
}
