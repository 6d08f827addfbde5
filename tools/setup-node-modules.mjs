import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, SetupError } from './setup-process.mjs';

/**
 * Installs node_modules by `npm ci` unless they already are what package-lock.json says.
 * @param {{ root: string }} options
 * @returns {Promise<string>} what was found or done
 */
export async function setUpNodeModules({ root }) {
  const reason = whyOutdated(root);
  if (reason === undefined) return 'as package-lock.json says';
  try {
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root });
  } catch (cause) {
    throw new SetupError(`npm ci failed (it was needed because ${reason})`, {
      fix: 'if it says that the lock file is not in sync: npm install && npm run complete-lock; else check the npm registry (npm ping), then run npm run setup again',
      cause,
    });
  }
  return `installed, because ${reason}`;
}

/**
 * Compares package-lock.json with the record that npm keeps of what it installed (node_modules/.package-lock.json).
 * Modification times will not do: git sets them at checkout.
 * @param {string} root
 * @returns {string | undefined} the first difference in words, or undefined when there is none
 */
export function whyOutdated(root) {
  const recordFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(recordFile)) return 'node_modules is missing';
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(recordFile);
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link) continue;
    const found = installed[path];
    if (found === undefined) {
      // Optional packages for other platforms are left out by npm, and so are optional peers.
      if (entry.optional || entry.peer) continue;
      return `${path} is missing`;
    }
    if (found.version !== entry.version || found.integrity !== entry.integrity) {
      return `${path} is ${found.version}, not ${entry.version}`;
    }
  }
  return undefined;
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}
