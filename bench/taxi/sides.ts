import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { RunningPostgres } from '../../src/services/postgres.ts';
import { readdress } from '../../tools/taxi/readdress.ts';
import { watchPeakMemory } from './peak-memory.ts';
import { plainSql } from './plain-sql.ts';

const ROOT = join(import.meta.dirname, '../..');
const GUNZIP_TO_FILE = 'wget -qO- "$ADDRESS" | gunzip > "$FILE"';

/** What both sides are given. */
export interface Work {
  readonly flowText: string;
  readonly inputs: Readonly<Record<'taxi' | 'year' | 'month', string>>;
  /** Address of the taxi server. */
  readonly source: string;
  readonly database: RunningPostgres;
  /** Empty, for this run only. */
  readonly directory: string;
}

export interface Measured {
  readonly seconds: number;
  /** Bytes; of the engine's process. */
  readonly peakMemory?: number;
  /** Seconds; of the side's processes, from their start to their end, and of the server meanwhile. */
  readonly cpu?: number;
}

interface Execution {
  readonly state: { readonly current: string; readonly histories: readonly { readonly date: string }[] };
}

/** wget, gunzip and psql, with nothing around them. */
export async function runPlain({ flowText, inputs, source, database, directory }: Work): Promise<Measured> {
  const file = `${inputs.taxi}_tripdata_${inputs.year}-${inputs.month}.csv`;
  await writeFile(join(directory, 'work.sql'), plainSql(flowText, inputs, file));
  const script = `set -e\n${GUNZIP_TO_FILE}\npsql -X -q -v ON_ERROR_STOP=1 -f work.sql "$DATABASE" > /dev/null\n`;
  const started = performance.now();
  await execa('sh', ['-c', script], {
    cwd: directory,
    env: { ADDRESS: `${source}/${inputs.taxi}/${file}.gz`, FILE: file, DATABASE: database.url },
  });
  return { seconds: (performance.now() - started) / 1000 };
}

/** `gitphony run`; the time is from the execution's start to its end, as its own record has them. */
export async function runFlow({ flowText, inputs, source, database, directory }: Work): Promise<Measured> {
  await mkdir(join(directory, 'flows'));
  const flow = join(directory, 'flows', 'flow.yaml');
  await writeFile(flow, readdress(flowText, { source, database }));
  const given = Object.entries(inputs).flatMap(([name, value]) => ['-i', `${name}=${value}`]);
  const child = execa(join(ROOT, 'bin', 'gitphony'), ['run', flow, ...given, '--json'], {
    cwd: directory,
    reject: false,
    env: {
      GITPHONY_SECRET_POSTGRES_JDBC_URL: database.jdbcUrl,
      GITPHONY_SECRET_POSTGRES_USER: database.user,
      GITPHONY_SECRET_POSTGRES_PASSWORD: database.password,
    },
  });
  const memory = child.pid === undefined ? undefined : watchPeakMemory(child.pid);
  const result = await child;
  const peakMemory = await memory?.stop();
  if (result.exitCode !== 0) throw new Error(`gitphony run ended ${result.exitCode}:\n${result.stderr}`);
  const { state } = JSON.parse(result.stdout) as Execution;
  const [first, last] = [state.histories[0], state.histories.at(-1)];
  if (state.current !== 'SUCCESS' || first === undefined || last === undefined) {
    throw new Error(`Expected a SUCCESS with histories, got ${JSON.stringify(state)}`);
  }
  const seconds = (Date.parse(last.date) - Date.parse(first.date)) / 1000;
  return { seconds, ...(peakMemory === undefined ? {} : { peakMemory }) };
}
