import { run, SetupError, which } from './setup-process.mjs';

/** Programs that come from the operating system: the program, Debian's package, what needs it, and the levels that do. */
export const systemPrograms = [
  { program: 'git', packages: ['git'], why: 'flow revisions', levels: ['demo', 'test'] },
  { program: 'wget', packages: ['wget'], why: 'the download task of the taxi flows', levels: ['demo', 'test'] },
  { program: 'gunzip', packages: ['gzip'], why: 'unpacking in the taxi flows', levels: ['demo', 'test'] },
  { program: 'openssl', packages: ['openssl'], why: 'certificates of the tests', levels: ['test'] },
  { program: 'python3', packages: ['python3', 'python3-venv'], why: 'the Python tasks and zizmor', levels: ['test'] },
  { program: 'psql', packages: ['postgresql-client'], why: 'the guide', levels: ['test'] },
  { program: 'curl', packages: ['curl'], why: 'the tests of the guide', levels: ['test'] },
  { program: 'ssh', packages: ['openssh-client'], why: 'the SSH runner', levels: ['test'] },
  { program: 'sshd', packages: ['openssh-server'], why: 'the tests of the SSH runner', levels: ['test'] },
  ...[
    ['rustc', 'rustc'],
    ['javac', 'default-jdk-headless'],
    ['gcc', 'gcc'],
    ['g++', 'g++'],
    ['perl', 'perl'],
    ['ruby', 'ruby'],
    ['php', 'php-cli'],
    ['lua', 'lua5.4'],
    ['Rscript', 'r-base-core'],
    ['groovy', 'groovy'],
  ].map(([program, name]) => ({ program, packages: [name], why: 'the tests of script tasks', levels: ['test'] })),
];

/**
 * Makes sure that the operating system's programs are there; installs what is missing by apt-get where that is possible.
 * @param {{ level: 'demo' | 'test', installSystem: boolean, root: string }} options
 * @returns {Promise<string>} what was found or done, for the progress line
 */
export async function setUpSystem({ level, installSystem, root }) {
  const needed = systemPrograms.filter((entry) => entry.levels.includes(level));
  const missing = needed.filter((entry) => which(entry.program, `${process.env.PATH ?? ''}:/usr/sbin`) === undefined);
  if (missing.length === 0) return needed.map((entry) => entry.program).join(', ');
  await installPackages(
    missing.flatMap((entry) => entry.packages),
    { reason: missing.map((entry) => `${entry.program} (for ${entry.why})`).join(', '), installSystem, root },
  );
  return `installed ${missing.map((entry) => entry.program).join(', ')}`;
}

/**
 * Installs Debian packages, or says who should.
 * @param {readonly string[]} packages
 * @param {{ reason: string, installSystem: boolean, root: string }} options `reason` names what is missing
 */
export async function installPackages(packages, { reason, installSystem, root }) {
  const command = `apt-get update && apt-get install -y ${packages.join(' ')}`;
  const mayInstall = installSystem && process.getuid?.() === 0 && which('apt-get') !== undefined;
  if (!mayInstall) {
    throw new SetupError(`missing on this machine: ${reason}`, {
      fix: `as root: ${command}   (other systems: the package of the same name)`,
    });
  }
  // Single-user level: Debian's scripts then start no servers.
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  try {
    await run('apt-get', ['update', '-q'], { cwd: root, env });
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { cwd: root, env });
  } catch (cause) {
    throw new SetupError(`missing on this machine: ${reason}; apt-get could not install it`, {
      fix: `check the package sources, then as root: ${command}`,
      cause,
    });
  }
}
