import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isExecutable, run, SetupError } from './setup-process.mjs';

const versions = JSON.parse(readFileSync(new URL('./tool-versions.json', import.meta.url), 'utf8'));

/** Where the binary lies in the platform's own package. The package `bun` holds it twice more, so it is not used. */
const languages = {
  bun: { package: (platform) => `@oven/bun-${platform}`, binary: 'bin/bun' },
  deno: { package: (platform) => `@deno/${platform}${platform.startsWith('linux') ? '-glibc' : ''}`, binary: 'deno' },
};

/**
 * Installs Bun and Deno for the tests of script tasks: one package of npm each that holds the program (about 40 MB to
 * download), kept out of package.json because nothing but these tests needs them.
 * @param {{ root: string }} options
 * @returns {Promise<string>} the languages with their versions
 */
export async function setUpLanguages({ root }) {
  for (const name of Object.keys(languages)) await install(root, name);
  return Object.keys(languages)
    .map((name) => `${name} ${versions[name].version}`)
    .join(', ');
}

async function install(root, name) {
  const { version } = versions[name];
  const home = join(root, '.tools', 'npm', `${name}-${version}`);
  const link = join(root, '.tools', 'bin', name);
  const platform = platformName(name);
  const binary = join('node_modules', languages[name].package(platform), languages[name].binary);
  if (!isExecutable(join(home, binary))) await fetchPackage(home, `${languages[name].package(platform)}@${version}`);
  mkdirSync(join(root, '.tools', 'bin'), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(join('..', 'npm', `${name}-${version}`, binary), link);
}

async function fetchPackage(home, spec) {
  console.log(`  installing ${spec}`);
  const partial = `${home}.new`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    const flags = ['--no-save', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
    await run('npm', ['install', '--prefix', partial, ...flags, spec], { cwd: partial });
  } catch (cause) {
    throw new SetupError(`${spec} could not be installed`, {
      fix: `check that npm reaches its registry (npm view ${spec}), then run npm run setup again`,
      cause,
    });
  }
  rmSync(home, { recursive: true, force: true });
  renameSync(partial, home);
}

/** `linux-x64`, as bun names it; Deno writes it alike, and calls 64-bit ARM arm64 as Node does, bun aarch64. */
function platformName(name) {
  const arch = name === 'bun' && process.arch === 'arm64' ? 'aarch64' : process.arch;
  return `${process.platform}-${arch}`;
}
