import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { ROOT } from '../demo/gitphony.ts';
import { startGoogleEmulators } from '../emulators/google.ts';
import { PUBLIC_RELEASE } from '../taxi/readdress.ts';
import { recordTerminal } from './record-terminal.ts';
import type { Stage } from './stage.ts';
import { drawTerminal } from './terminal-svg.ts';

const images = join(ROOT, 'docs', 'images');
const bin = join(ROOT, 'bin');
const columns = 104;
const keys = {
  GCP_PROJECT_ID: 'taxi-lab',
  GCP_LOCATION: 'EU',
  GCP_BUCKET_NAME: 'taxi-lab-months',
  GCP_DATASET: 'trips',
} as const;

/** Takes the pictures of the guide's cloud chapter: a month into BigQuery (the emulators), and the chart that a flow draws by DuckDB. */
export async function takeCloudPictures({ folder, taxi }: Stage): Promise<void> {
  await layOut(folder, taxi);
  const google = await startGoogleEmulators();
  try {
    const env = { ...google.env, GITPHONY_SECRET_GCP_CREDS: '{}', PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    const gitphony = (...args: readonly string[]) => execa('gitphony', args, { cwd: folder, env });
    for (const [key, value] of Object.entries(keys)) await gitphony('kv', 'set', key, value, '-n', 'gitphony.examples');
    await gitphony('run', 'flows/gcp-setup.yaml');
    const command = 'gitphony run flows/bigquery.yaml -i taxi=green';
    const screen = await recordTerminal({ command, cwd: folder, path: bin, columns, env });
    await writeFile(join(images, 'bigquery.svg'), drawTerminal(screen, { title: 'my-pipelines', columns }));
    await keepChart(await gitphony('run', 'flows/duckdb.yaml', '-i', 'taxi=yellow', '--json'), folder);
  } finally {
    await google.stop();
  }
}

async function layOut(folder: string, taxi: string): Promise<void> {
  const flow = (name: string): string => join(folder, 'flows', name);
  await cp(join(ROOT, 'flows', 'gcp-setup.yaml'), flow('gcp-setup.yaml'));
  for (const name of ['bigquery', 'duckdb']) {
    const text = await readFile(join(ROOT, 'flows', `taxi-${name}.yaml`), 'utf8');
    await writeFile(flow(`${name}.yaml`), text.replaceAll(PUBLIC_RELEASE, taxi));
  }
}

/** The file behind the flow's output `chart`. */
async function keepChart({ stdout }: { readonly stdout: string }, folder: string): Promise<void> {
  const { outputs } = JSON.parse(stdout) as { readonly outputs: { readonly chart: string } };
  const path = new URL(outputs.chart).pathname;
  await cp(join(folder, '.gitphony', 'storage', path), join(images, 'hours.svg'));
}
