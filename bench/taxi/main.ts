/**
 * A month of yellow trips into PostgreSQL: a flow against plain wget, gunzip and psql, taking turns.
 *
 *   tsx bench/taxi/main.ts [--rows 1000000] [--rounds 5] [--flow flows/taxi-postgres.yaml] [--check]
 *
 * `--check` ends with 1 if the flow takes more than 1.05 times as long, or the engine more than 150 MB. Where the machine's clock drifts,
 * the CPU seconds of each pair tell more than the wall clock; they count the flow's whole process, with its start.
 */
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { Client } from 'pg';
import { downPostgres, type StartedPostgres, startPostgres } from '../../src/services/postgres.ts';
import { startTaxiServer } from '../../tools/taxi/server.ts';
import { usedCpu } from './cpu-time.ts';
import { type Measured, runFlow, runPlain, type Work } from './sides.ts';

const MOST_RATIO = 1.05;
const MOST_MEMORY = 150_000_000;
const INPUTS = { taxi: 'yellow', year: '2019', month: '01' } as const;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    flow: { type: 'string', default: join(import.meta.dirname, '../../flows/taxi-postgres.yaml') },
    check: { type: 'boolean', default: false },
  },
});
const rows = Number(values.rows);
const rounds = Number(values.rounds);

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

async function sql(url: string, ...statements: readonly string[]): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let last: Record<string, unknown>[] = [];
    for (const statement of statements) last = (await client.query<Record<string, unknown>>(statement)).rows;
    return last;
  } finally {
    await client.end();
  }
}

/**
 * Each run gets an empty database, folder and write-ahead log, and a disk that has nothing left to write, so that none
 * pays for the one before.
 */
async function measure(
  side: (work: Work) => Promise<Measured>,
  name: string,
  shared: {
    readonly server: StartedPostgres;
    readonly scratch: string;
    readonly source: string;
    readonly flowText: string;
  },
): Promise<Measured> {
  const { server, scratch, source, flowText } = shared;
  const directory = join(scratch, name);
  await mkdir(directory);
  await sql(server.url, `CREATE DATABASE ${name}`, 'CHECKPOINT');
  await execa('sync');
  const database = {
    ...server,
    database: name,
    url: server.url.replace(/[^/]+$/, name),
    jdbcUrl: server.jdbcUrl.replace(/[^/]+$/, name),
  };
  try {
    const before = await usedCpu(server.pid);
    const measured = await side({ flowText, inputs: INPUTS, source, database, directory });
    const after = await usedCpu(server.pid);
    const [table] = await sql(
      database.url,
      `SELECT oid::regclass AS name FROM pg_class WHERE relkind = 'r' AND relname IN ('trips', 'yellow_tripdata')`,
    );
    const [counted] = await sql(database.url, `SELECT count(*)::int AS n FROM ${String(table?.['name'])}`);
    if (counted?.['n'] !== rows) throw new Error(`Expected ${rows} rows after ${name}, got ${String(counted?.['n'])}`);
    return before === undefined || after === undefined ? measured : { ...measured, cpu: after - before };
  } finally {
    await sql(server.url, `DROP DATABASE ${name} WITH (FORCE)`);
    await rm(directory, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'gitphony-bench-'));
  await chmod(scratch, 0o755);
  const taxi = await startTaxiServer({ rows, cacheDirectory: join(tmpdir(), 'gitphony-taxi-cache') });
  const server = await startPostgres({ directory: scratch });
  try {
    // It wakes up once a minute and reads what was just loaded: whoever is running then would pay.
    await sql(server.url, 'ALTER SYSTEM SET autovacuum = off', 'SELECT pg_reload_conf()');
    const flowText = await readFile(resolve(values.flow), 'utf8');
    const shared = { server, scratch, source: taxi.url, flowText };
    // The first request generates the month; neither side should pay for it.
    await (await fetch(`${taxi.url}/yellow/yellow_tripdata_2019-01.csv.gz`)).arrayBuffer();
    const plain: Measured[] = [];
    const flow: Measured[] = [];
    console.log(`${rows} rows, ${rounds} rounds, ${values.flow}`);
    for (let round = 1; round <= rounds; round++) {
      // Every other round starts with the other side, for whoever comes second finds warmer caches.
      const runs = [
        async () => plain.push(await measure(runPlain, `plain_${round}`, shared)),
        async () => flow.push(await measure(runFlow, `flow_${round}`, shared)),
      ];
      for (const run of round % 2 === 0 ? runs.toReversed() : runs) await run();
      console.log(
        `round ${round}: plain ${plain.at(-1)?.seconds.toFixed(2)} s, flow ${flow.at(-1)?.seconds.toFixed(2)} s`,
      );
    }
    report(plain, flow);
  } finally {
    await downPostgres({ directory: scratch, remove: true });
    await taxi.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

function report(plain: readonly Measured[], flow: readonly Measured[]): void {
  const [slow, fast] = [median(flow.map((run) => run.seconds)), median(plain.map((run) => run.seconds))];
  const ratio = slow / fast;
  const memory = Math.max(...flow.map((run) => run.peakMemory ?? Number.NaN));
  const spread = (runs: readonly Measured[]): string => {
    const seconds = runs.map((run) => run.seconds);
    return `${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)} s`;
  };
  console.log(`spread: plain ${spread(plain)}, flow ${spread(flow)}`);
  console.log(`median: plain ${fast.toFixed(2)} s, flow ${slow.toFixed(2)} s, ratio ${ratio.toFixed(3)}`);
  const pairs = flow.flatMap(({ cpu = Number.NaN }, round) => {
    const pair = cpu / (plain[round]?.cpu ?? Number.NaN);
    return Number.isNaN(pair) ? [] : [pair];
  });
  console.log(
    pairs.length === 0
      ? 'CPU seconds: not known here'
      : `CPU seconds, flow to plain, pair by pair: ${pairs.map((pair) => pair.toFixed(3)).join(' ')}, median ${median(pairs).toFixed(3)}`,
  );
  console.log(
    `peak memory of the engine: ${Number.isNaN(memory) ? 'not known here' : `${(memory / 1e6).toFixed(0)} MB`}`,
  );
  if (!values.check) return;
  if (ratio > MOST_RATIO) console.error(`Expected a ratio of at most ${MOST_RATIO}`);
  if (memory > MOST_MEMORY) console.error(`Expected at most ${MOST_MEMORY / 1e6} MB`);
  if (ratio > MOST_RATIO || memory > MOST_MEMORY) process.exitCode = 1;
}

await main();
