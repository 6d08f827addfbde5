import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StartedPostgres, startPostgres } from '../../src/services/postgres.ts';
import { ROOT } from '../demo/gitphony.ts';
import { PUBLIC_RELEASE } from '../taxi/readdress.ts';
import { startTaxiServer } from '../taxi/server.ts';

/** Where pictures are taken: a project with the flows that ship, sample months and a PostgreSQL. */
export interface Stage {
  /** The project's root. */
  readonly folder: string;
  readonly postgres: StartedPostgres;
  /** Address of the sample months. */
  readonly taxi: string;
}

/** Yellow months are big enough to be seen while they load. */
const ROWS_A_MONTH = { yellow: 400_000, green: 20_000 } as const;

/** Examples that ship, with names that leave room for options. */
const flows = { 'taxi-postgres.yaml': 'taxi.yaml', 'taxi-postgres-scheduled.yaml': 'taxi-scheduled.yaml' } as const;

/** Sets a stage, and clears it away when `play` is over. */
export async function onStage(play: (stage: Stage) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'gitphony-pictures-'));
  const folder = join(home, 'my-pipelines');
  const taxi = await startTaxiServer({ rows: ROWS_A_MONTH });
  try {
    await mkdir(join(folder, 'flows'), { recursive: true });
    await cp(join(ROOT, 'gitphony.yaml'), join(folder, 'gitphony.yaml'));
    for (const [shipped, name] of Object.entries(flows)) {
      const flow = await readFile(join(ROOT, 'flows', shipped), 'utf8');
      await writeFile(join(folder, 'flows', name), flow.replaceAll(PUBLIC_RELEASE, taxi.url));
    }
    const postgres = await startPostgres({ directory: folder });
    try {
      await play({ folder, postgres, taxi: taxi.url });
    } finally {
      await postgres.stop();
    }
  } finally {
    await taxi.close();
    await rm(home, { recursive: true, force: true });
  }
}
