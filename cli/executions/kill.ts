import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../../src/contract/errors.ts';
import { findOwner } from '../../src/engine/index.ts';
import type { ExitCode } from '../command.ts';
import { findExecution, readRecord } from './find.ts';

const WAIT_MILLISECONDS = 15_000;

/** `gitphony executions kill ID`: asks the process that runs it to end it, and waits until it has. */
export async function killExecution(reference: string): Promise<ExitCode> {
  const found = await findExecution(reference);
  const owner = findOwner(found.directory);
  if (owner === undefined) {
    const { state } = await readRecord(found);
    throw new UsageError(
      'EXECUTION_NOT_RUNNING',
      `expected a running execution, no process runs ${found.id} (${state.current})`,
      {
        hint: state.endDate === undefined ? `go on with it: gitphony executions resume ${found.id}` : undefined,
      },
    );
  }
  process.kill(owner.pid, 'SIGTERM');
  const deadline = Date.now() + WAIT_MILLISECONDS;
  while (findOwner(found.directory) !== undefined) {
    if (Date.now() > deadline) {
      process.stderr.write(`process ${owner.pid} still runs ${found.id}\n`);
      return 1;
    }
    await sleep(50);
  }
  const { state } = await readRecord(found);
  process.stdout.write(`${state.current} ${found.id}\n`);
  return 0;
}
