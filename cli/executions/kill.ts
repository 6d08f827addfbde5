import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../../src/contract/errors.ts';
import { findOwner, killPaused } from '../../src/engine/index.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { childrenOf } from '../../src/project/resume-paused.ts';
import type { ExitCode } from '../command.ts';
import { executionsDirectory, findExecution, type FoundExecution, readRecord } from './find.ts';
import { openRecordedFlow } from './take-on.ts';

const WAIT_MILLISECONDS = 15_000;

/** `gitphony executions kill ID`: asks the process that runs it to end it, and waits until it has; a paused one is ended here. */
export async function killExecution(reference: string): Promise<ExitCode> {
  const found = await findExecution(reference);
  const owner = findOwner(found.directory);
  if (owner === undefined) await killIdle(found);
  else if (!(await killOwner(found, owner.pid))) return 1;
  const { state } = await readRecord(found);
  process.stdout.write(`${state.current} ${found.id}\n`);
  return 0;
}

async function killOwner(found: FoundExecution, pid: number): Promise<boolean> {
  process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + WAIT_MILLISECONDS;
  while (findOwner(found.directory) !== undefined) {
    if (Date.now() > deadline) {
      process.stderr.write(`process ${pid} still runs ${found.id}\n`);
      return false;
    }
    await sleep(50);
  }
  return true;
}

/** No process works on it: only a paused execution can be ended then. What it has started goes first. */
async function killIdle(found: FoundExecution): Promise<void> {
  const record = await readRecord(found);
  const { state } = record;
  if (state.current !== 'PAUSED') {
    throw new UsageError(
      'EXECUTION_NOT_RUNNING',
      `expected a running or paused execution, no process runs ${found.id} (${state.current})`,
      { hint: state.endDate === undefined ? `go on with it: gitphony executions resume ${found.id}` : undefined },
    );
  }
  for (const child of await childrenOf(found.id, await executionsDirectory())) {
    if (child.state.current === 'PAUSED') await killIdle(await findExecution(child.id));
  }
  const { flow, text, project } = await openRecordedFlow(record);
  const handle = await killPaused({ flow, flowText: text, executionId: found.id }, await createEngineHost(project));
  await handle.result;
}
