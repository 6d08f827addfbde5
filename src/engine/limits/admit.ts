import { join } from 'node:path';
import type { ErrorRecord } from '../../contract/events.ts';
import type { TerminalState } from '../../contract/states.ts';
import type { ExecutionRun } from '../run/execution-run.ts';
import { notice } from './notice.ts';
import { takeTicket } from './slots.ts';

/**
 * Lets an execution in as the flow's `concurrency` says: it waits its turn as QUEUED, or ends at once. Answers the end
 * state of one that is not let in. The slot is the run's until it is released.
 */
export async function admit(run: ExecutionRun): Promise<TerminalState | undefined> {
  const ended = await admitByFlow(run);
  if (ended === undefined) await waitForPool(run);
  return ended;
}

async function admitByFlow(run: ExecutionRun): Promise<TerminalState | undefined> {
  const { flow, host } = run;
  const { concurrency } = flow;
  if (concurrency === undefined || host.limitsDirectory === undefined) return undefined;
  const ticket = takeTicket(join(host.limitsDirectory, flow.namespace, flow.id), run.info.id);
  run.slot = ticket;
  const { limit, behavior } = concurrency;
  if (ticket.before() < limit) return undefined;
  const full = `${limit} ${limit === 1 ? 'execution' : 'executions'} of ${flow.namespace}.${flow.id} may run at once`;
  if (behavior === 'QUEUE') {
    run.setState('QUEUED');
    notice(run, 'INFO', `waits for its turn: ${full}`);
    await ticket.turn(limit, run.stop.main.signal);
    return undefined;
  }
  ticket.release();
  const state = behavior === 'CANCEL' ? 'CANCELLED' : 'FAILED';
  const error: ErrorRecord = {
    code: 'CONCURRENCY_LIMIT',
    message: `${full}, and as many do`,
    hint: 'wait for them, or say concurrency.behavior: QUEUE',
  };
  run.setState(state, error);
  return state;
}

/** Executions of several flows share the slots of a pool. Who waits holds its flow's slot; who has one of the pool's waits for no other. */
async function waitForPool(run: ExecutionRun): Promise<void> {
  const { flow, host } = run;
  const pool = host.poolOf?.(flow);
  if (pool === undefined || host.limitsDirectory === undefined) return;
  // No namespace begins with a dot.
  const ticket = takeTicket(join(host.limitsDirectory, '.pools', pool.name), run.info.id);
  run.poolSlot = ticket;
  if (ticket.before() < pool.limit) return;
  run.setState('QUEUED');
  notice(
    run,
    'INFO',
    `waits for its turn: the pool ${pool.name} has ${pool.limit} ${pool.limit === 1 ? 'slot' : 'slots'}`,
  );
  await ticket.turn(pool.limit, run.stop.main.signal);
}
