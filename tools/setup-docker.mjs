import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run, SetupError, which } from './setup-process.mjs';
import { installPackages } from './setup-system.mjs';

/** Debian's release of the images. */
const RELEASE = 'bookworm';

/** What the images hold beyond the smallest Debian: all of Python's own library, certificates, a shell in one file. */
const PACKAGES = ['python3', 'ca-certificates', 'busybox-static'];

/** Files outside the checkout, for making an image takes a minute. */
const testImages = JSON.parse(readFileSync(new URL('./test-images.json', import.meta.url), 'utf8'));

/**
 * Gets an engine and images for the tests of the Docker runner. As root on Debian: the engine's programs, started by the tests
 * themselves, and images made here, for no registry is needed that way. Elsewhere: an engine that runs already, or none, and then
 * these tests are skipped aloud.
 * @param {{ root: string, installSystem: boolean }} options
 * @returns {Promise<string>} what was found or done
 */
export async function setUpDocker({ root, installSystem }) {
  const mayInstall = installSystem && process.getuid?.() === 0 && which('apt-get') !== undefined;
  if (!mayInstall) return (await engineAnswers(root)) ? 'an engine answers' : 'no engine: its tests will be skipped';
  const missing = [
    ['dockerd', 'docker.io'],
    ['docker', 'docker.io'],
    ['debootstrap', 'debootstrap'],
  ].filter(([program]) => which(program) === undefined);
  if (missing.length > 0) {
    await installPackages([...new Set(missing.map(([, name]) => name))], {
      reason: 'an engine and images for the tests of the Docker runner',
      installSystem,
      root,
    });
  }
  if (existsSync(testImages.python) && existsSync(testImages.busybox)) return 'dockerd and images are there';
  await makeImages(root);
  return 'dockerd, and images made';
}

async function engineAnswers(root) {
  if (which('docker') === undefined) return false;
  try {
    await run('docker', ['version'], { cwd: root });
    return true;
  } catch {
    // No engine, or none that this user may talk to.
    return false;
  }
}

async function makeImages(root) {
  console.log(`  making images of Debian ${RELEASE} for the tests of the Docker runner`);
  const folder = mkdtempSync(join(tmpdir(), 'gitphony-image-'));
  try {
    const python = join(folder, 'python');
    await run('debootstrap', ['--variant=minbase', `--include=${PACKAGES.join(',')}`, RELEASE, python], { cwd: root });
    const waste = ['var/cache/apt', 'var/lib/apt/lists', 'usr/share/doc', 'usr/share/man', 'usr/share/locale'];
    for (const path of waste) rmSync(join(python, path), { recursive: true, force: true });
    symlinkSync('python3', join(python, 'usr/bin/python'));
    await pack(python, testImages.python);
    const busybox = join(folder, 'busybox');
    mkdirSync(join(busybox, 'bin'), { recursive: true });
    mkdirSync(join(busybox, 'tmp'), { mode: 0o1777 });
    await run('cp', [join(python, 'bin/busybox'), join(busybox, 'bin/busybox')], { cwd: root });
    await run('chroot', [busybox, '/bin/busybox', '--install', '/bin'], { cwd: root });
    await pack(busybox, testImages.busybox);
  } catch (cause) {
    throw new SetupError('the images for the tests of the Docker runner could not be made', {
      fix: `check that debootstrap reaches Debian's packages (debootstrap ${RELEASE} /tmp/try), then run npm run setup again`,
      cause,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whole or not at all: a set-up that is killed leaves no half image. */
async function pack(folder, file) {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  await run('tar', ['-cf', partial, '-C', folder, '--exclude=./dev/*', '--exclude=./proc/*', '.'], { cwd: folder });
  renameSync(partial, file);
}
