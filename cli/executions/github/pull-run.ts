import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../../src/contract/errors.ts';
import { recordError } from '../../../src/github/record/record-error.ts';
import { findStateDirectory } from '../../../src/project/project-root.ts';
import type { ExitCode } from '../../command.ts';
import { writeJson } from '../../output/print-json.ts';
import { readRecord } from '../find.ts';
import { isInterrupted } from '../interrupted.ts';
import { type RunRecords, withRecords } from './fetch-records.ts';
import { findRun, openRuns } from './open-runs.ts';

/** `gitphony executions pull RUN`: brings a run's executions here, with journal, logs and files, to look at and to go on with. */
export async function pullRun(reference: string, json: boolean): Promise<ExitCode> {
  const runs = await openRuns('download the record of a run', ['Actions: read']);
  const run = await findRun(runs, reference);
  if (run.status !== 'completed') {
    throw new UsageError('RUN_NOT_ENDED', `expected a run that has ended, ${run.id} is ${run.status}`, {
      hint: 'wait for it: two that go on with one execution do things twice',
    });
  }
  const pulled = await withRecords(runs, run, (fetched) => take(fetched, findStateDirectory(runs.project.root)));
  if (json) await writeJson({ run: run.id, attempt: run.attempt, executions: pulled });
  else process.stdout.write(pulled.map((each) => `${each.state} ${each.id}${wayOn(each)}\n`).join(''));
  return 0;
}

interface Pulled {
  readonly id: string;
  readonly state: string;
}

async function take(fetched: RunRecords, state: string): Promise<readonly Pulled[]> {
  if (fetched.records.some(({ manifest }) => manifest.history === 'metadata'))
    throw recordError('RECORD_MISSING', 'it holds no values (history: metadata in gitphony.yaml)');
  const known = fetched.executions.find(({ id }) => existsSync(join(state, 'executions', id)));
  if (known !== undefined) {
    throw new UsageError('EXECUTION_EXISTS', `there is an execution ${known.id} here already`, {
      hint: `go on with it: gitphony executions show ${known.id}; to have the run's once more, delete ${join(state, 'executions', known.id)}`,
    });
  }
  const pulled = await Promise.all(
    fetched.executions.map(async (found) => {
      const record = await readRecord(found);
      return { id: found.id, state: isInterrupted(found, record) ? 'INTERRUPTED' : record.state.current };
    }),
  );
  for (const { folder } of fetched.records) {
    for (const name of ['executions', 'storage']) {
      if (!existsSync(join(folder, name))) continue;
      await mkdir(join(state, name), { recursive: true });
      await cp(join(folder, name), join(state, name), { recursive: true });
    }
  }
  return pulled;
}

function wayOn({ id, state }: Pulled): string {
  if (state === 'FAILED' || state === 'KILLED' || state === 'CANCELLED') return `  gitphony executions restart ${id}`;
  return state === 'PAUSED' || state === 'INTERRUPTED' ? `  gitphony executions resume ${id}` : '';
}
