/**
 * `npm run complete-lock [-- --check]`, after `npm install`: adds to package-lock.json the platform packages that npm left out.
 * npm records an optional package for another platform only where the registry it talked to offers it; mirrors often lack some.
 * `npm ci` then refuses the lock file ("Missing: @biomejs/cli-darwin-arm64@ from lock file"), everywhere (npm/cli#8805).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Names of platforms in package names → npm's `os` and `cpu` fields. */
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/**
 * @param {{ packages: Record<string, any> }} lock a parsed package-lock.json, changed in place
 * @returns {string[]} the added packages as `name@version`
 */
export function completeLock(lock) {
  const added = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isRecorded(lock, path, name)) continue;
      const platform = platformOf(name);
      // Ranges and names without a platform are npm's business: only exact siblings of one release are known here.
      if (platform === undefined || !/^\d+\.\d+\.\d+[^ ]*$/.test(version)) continue;
      lock.packages[`node_modules/${name}`] = {
        version,
        ...platform,
        ...(entry.dev ? { dev: true } : {}),
        optional: true,
      };
      added.push(`${name}@${version}`);
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  return added;
}

/** node_modules folders are looked up from the inside out. */
function isRecorded(lock, path, name) {
  for (let folder = path; ; folder = outer(folder)) {
    const prefix = folder === '' ? '' : `${folder}/`;
    if (lock.packages[`${prefix}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
  }
}

function outer(folder) {
  return folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
}

function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  return os === undefined || cpu === undefined ? undefined : { os: [os], cpu: [cpu] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = completeLock(lock);
  const isCheck = process.argv.includes('--check');
  if (added.length > 0 && !isCheck) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${added.length} platform packages ${isCheck ? 'missing' : 'added'}`);
  if (added.length > 0 && isCheck) {
    console.error(`npm ci would refuse the lock file; run npm run complete-lock. Missing: ${added.join(', ')}`);
    process.exitCode = 1;
  }
}
