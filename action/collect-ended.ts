import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietly } from '../src/github/guard-stdout.ts';

/** Instead of the list itself: the legs of a matrix share one output, so each leaves an artifact. */
export const IN_ARTIFACTS = 'artifacts';

/** Name of the artifact of a leg, before the execution's id. */
export const ENDED_ARTIFACT = 'gitphony-ended-';

const FILE = 'ended.json';

/** The list of ended executions as JSON: the output itself, or what the legs left in artifacts of this run. */
export async function collectEnded(ended: string): Promise<string> {
  if (ended !== IN_ARTIFACTS) return ended;
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const client = new DefaultArtifactClient();
  const folder = await mkdtemp(join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'gitphony-ended-'));
  try {
    const { artifacts } = await quietly(() => client.listArtifacts({ latest: true }));
    const lists: string[] = [];
    for (const { id, name } of artifacts.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!name.startsWith(ENDED_ARTIFACT)) continue;
      const path = join(folder, String(id));
      await quietly(() => client.downloadArtifact(id, { path }));
      const text = (await readFile(join(path, FILE), 'utf8')).trim();
      lists.push(text.slice(1, -1));
    }
    return `[${lists.filter((list) => list !== '').join(',')}]`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
