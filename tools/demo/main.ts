/** `npm run demo` after set-up: two taxi months and a backfill into a real PostgreSQL, on this machine only. */
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { startPostgres } from '../../src/services/postgres.ts';
import type { Taxi } from '../taxi/month.ts';
import { startTaxiServer } from '../taxi/server.ts';
import { gitphony, ROOT } from './gitphony.ts';
import { printHints, printTable, step } from './progress.ts';
import { type Scene, Scenes } from './scenes.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '5000' } } });

/** Rows that earlier demos left. */
async function countRows(url: string): Promise<Record<Taxi, number>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const count = async (table: string): Promise<number> => {
      const known = await client.query<{ known: boolean }>('SELECT to_regclass($1) IS NOT NULL AS known', [table]);
      if (known.rows[0]?.known !== true) return 0;
      return (await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? 0;
    };
    return { yellow: await count('yellow.trips'), green: await count('green.trips') };
  } finally {
    await client.end();
  }
}

const said = (scene: Scene): string => `${scene['new rows'].toLocaleString('en-US')} new rows`;

async function play(signal: AbortSignal): Promise<void> {
  const server = await step(
    'start PostgreSQL',
    () => startPostgres({ directory: ROOT }),
    ({ host, port, started }) => `${host}:${port}${started ? '' : ', which ran already'}`,
  );
  try {
    const taxi = await step(
      'serve sample months',
      () => startTaxiServer({ rows: Number(values.rows) }),
      ({ url }) => `${url}, ${Number(values.rows).toLocaleString('en-US')} trips a month`,
    );
    try {
      const totals = await countRows(server.url);
      const scenes = new Scenes(taxi.url, totals, signal);
      await step('validate the flows', () => gitphony(['validate'], signal));
      await step('check the compiled workflows', () => gitphony(['compile', '--check'], signal));
      await step('run green 2019-01', () => scenes.runMonth('green', 'green'), said);
      await step('run yellow 2019-01', () => scenes.runMonth('yellow', 'yellow'), said);
      await step('run green 2019-01 again', () => scenes.rerunMonth('green'), said);
      await step('run yellow 2019-01 again', () => scenes.rerunMonth('yellow'), said);
      await step(
        'backfill three months of the green schedule',
        () => scenes.backfill(),
        (added) => `${added.reduce((sum, scene) => sum + scene['new rows'], 0).toLocaleString('en-US')} new rows`,
      );
      printTable(scenes.scenes);
      if (totals.green + totals.yellow > 0 && scenes.scenes[0]?.['new rows'] === 0) {
        console.log('\nThe rows of an earlier demo were still there, so nothing was new.');
      }
      showNext(scenes.scenes[0]?.execution ?? '');
    } finally {
      await taxi.close();
    }
  } finally {
    if (server.started) await server.stop();
    else console.log('\nPostgreSQL ran before the demo and runs on: bin/gitphony services down');
  }
}

function showNext(execution: string): void {
  printHints('Where to look next', {
    'bin/gitphony executions list': 'what ran',
    [`bin/gitphony executions show ${execution}`]: 'one run, task by task',
    "bin/gitphony services psql -c 'select count(*) from green.trips'": 'the rows (needs psql; starts PostgreSQL)',
    'bin/gitphony services down': 'stops it again',
    'cat flows/taxi-postgres.yaml': 'the flow, in Kestra’s language',
    'cat .github/workflows/*taxi*.yml': 'what it compiles to',
  });
}

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort());

const began = performance.now();
try {
  await play(interrupted.signal);
  console.log(`\nDemo done in ${((performance.now() - began) / 1000).toFixed(1)} s; all that it started is stopped.`);
} catch (error) {
  console.error(interrupted.signal.aborted ? '\nInterrupted; all that was started is stopped.' : `\n${String(error)}`);
  process.exitCode = interrupted.signal.aborted ? 130 : 1;
}
