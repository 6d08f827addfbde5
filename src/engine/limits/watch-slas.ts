import type { Sla } from '../../contract/limits.ts';
import { compileTemplate, evaluateAsync, evaluateCondition } from '../../expressions/index.ts';
import { formatDuration, parseDuration } from '../../util/duration.ts';
import { AbortReason } from '../run/abort.ts';
import type { ExecutionRun } from '../run/execution-run.ts';
import { recordLabels } from '../run/record-labels.ts';
import { notice } from './notice.ts';

/** The promises of a running execution. */
export interface SlaWatch {
  /** Judges the assertions. Call it whenever a task run has ended. */
  check(): Promise<void>;
  close(): void;
}

/** Longest delay that a timer takes, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Watches over the flow's SLAs: the first breach of each sets its labels, is told once, and ends the execution where its
 * behavior says so. An assertion that cannot be rendered (yet) says nothing, as on a Kestra server: outputs come with time.
 */
export function watchSlas(run: ExecutionRun): SlaWatch | undefined {
  const { sla = [] } = run.flow;
  if (sla.length === 0) return undefined;
  const broken = new Set<Sla>();
  const timers: NodeJS.Timeout[] = [];
  let closed = false;
  const breach = async (promise: Sla, reason: string): Promise<void> => {
    if (closed || broken.has(promise)) return;
    broken.add(promise);
    await tellBreach(run, promise, reason);
  };
  const started = run.state.history.steps[0]?.at ?? run.now();
  for (const promise of sla) {
    if (promise.type !== 'MAX_DURATION') continue;
    const longest = parseDuration(promise.duration);
    const delay = Math.max(0, started + longest - run.now());
    if (delay > LONGEST_TIMER) continue;
    const reason = `the execution takes longer than ${formatDuration(longest)}`;
    const timer = setTimeout(() => {
      breach(promise, reason).catch((error: unknown) => notice(run, 'ERROR', `SLA ${promise.id}: ${textOf(error)}`));
    }, delay);
    timers.push(timer);
  }
  return {
    async check() {
      for (const promise of sla) {
        if (promise.type !== 'EXECUTION_ASSERTION' || broken.has(promise)) continue;
        if (await isFalse(run, promise.assert)) await breach(promise, `this is not true: ${promise.assert}`);
      }
    },
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

async function isFalse(run: ExecutionRun, condition: string): Promise<boolean> {
  try {
    return !(await evaluateCondition(compileTemplate(condition), run.variables.root, run.evaluation));
  } catch (error) {
    if (run.fatal !== undefined) throw error;
    return false;
  }
}

async function tellBreach(run: ExecutionRun, { id, behavior, labels }: Sla, reason: string): Promise<void> {
  const message = `SLA ${id} is broken: ${reason}`;
  notice(run, behavior === 'FAIL' ? 'ERROR' : 'WARN', message);
  const rendered = await renderLabels(run, id, labels);
  if (Object.keys(rendered).length > 0) recordLabels(run, rendered);
  if (behavior === 'NONE') return;
  const code = behavior === 'FAIL' ? 'SLA_FAILED' : 'SLA_CANCELLED';
  run.stop.main.abort(new AbortReason(code, run.masker.mask(message)));
}

async function renderLabels(
  run: ExecutionRun,
  id: string,
  labels: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const rendered: Record<string, string> = {};
  for (const [key, value] of Object.entries(labels)) {
    try {
      rendered[key] = await evaluateAsync(compileTemplate(value), run.variables.root, run.evaluation);
    } catch (error) {
      // A label that cannot be made must not keep the SLA from its work.
      notice(run, 'WARN', `SLA ${id}: the label ${key} cannot be rendered: ${textOf(error)}`);
    }
  }
  return rendered;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
