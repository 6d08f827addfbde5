/** Fails when action/dist is not what its sources build: what runs on GitHub is what was reviewed. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { glob } from 'tinyglobby';
import { buildDoor } from './build.ts';
import { generateRegistry } from './generate-registry.ts';
import { generateValidators } from './generate-validators.ts';

const committed = join(dirname(fileURLToPath(import.meta.url)), '../action/dist');
const fresh = await mkdtemp(join(tmpdir(), 'gitphony-dist-'));
try {
  await generateValidators();
  await generateRegistry();
  await buildDoor('action', join(fresh, 'dist'));
  const differences = await compareFolders(committed, join(fresh, 'dist'));
  if (differences.length > 0) {
    console.error(
      `action/dist is stale:\n  ${differences.join('\n  ')}\nrun \`npm run build:action\` and commit action/dist`,
    );
    process.exitCode = 1;
  } else {
    console.log('action/dist: up to date');
  }
} finally {
  await rm(fresh, { recursive: true, force: true });
}

async function compareFolders(a: string, b: string): Promise<string[]> {
  const [filesOfA, filesOfB] = await Promise.all([glob('**/*', { cwd: a }), glob('**/*', { cwd: b })]);
  const differences: string[] = [];
  for (const file of new Set([...filesOfA, ...filesOfB])) {
    if (!filesOfA.includes(file)) differences.push(`${file}: missing`);
    else if (!filesOfB.includes(file)) differences.push(`${file}: left over`);
    else if (!(await readFile(join(a, file))).equals(await readFile(join(b, file))))
      differences.push(`${file}: differs`);
  }
  return differences.toSorted();
}
