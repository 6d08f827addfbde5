import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { TriggerRecord } from '../src/contract/events.ts';
import type { Execution } from '../src/contract/execution.ts';
import { isTerminal } from '../src/contract/states.ts';
import { printTickRecords, TICKS_ARTIFACT, TICKS_FILE, type TickRecord } from '../src/github/backfill/tick-record.ts';
import { uploadArtifact } from '../src/github/upload-artifact.ts';
import type { Job } from './open-job.ts';

/** What a leg of several ticks leaves of them: a job's end does not tell which of its ticks went well. */
export interface LegRecord {
  add(trigger: TriggerRecord | undefined, execution: Execution): Promise<void>;
  close(): Promise<void>;
}

/** What the post step needs where main was killed. */
export interface TicksState {
  readonly name: string;
  readonly folder: string;
}

/** Name of the state that main leaves for post. */
export const TICKS_STATE = 'ticks';

/** Undefined for what is no such leg, or where the runner has no artifact service. */
export function openLegRecord(job: Job): LegRecord | undefined {
  const { settings, environment, stateDirectory, run } = job;
  const [first = ''] = settings.ticks;
  if (settings.mode !== 'backfill' || settings.ticks.length < 2 || !environment['ACTIONS_RESULTS_URL'])
    return undefined;
  const folder = join(stateDirectory, 'ticks');
  const state: TicksState = { name: `${TICKS_ARTIFACT}${first.replaceAll(':', '')}-${run.attempt}`, folder };
  const records: TickRecord[] = [];
  return {
    async add(trigger, { id, state: { current, startDate, endDate } }) {
      const date = trigger?.variables['date'];
      if (typeof date !== 'string' || !isTerminal(current)) return;
      const instant = new Date(date).toISOString().replace('.000Z', 'Z');
      records.push({ date: instant, state: current, execution: id, began: startDate, ended: endDate ?? startDate });
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, TICKS_FILE), printTickRecords(records));
      if (records.length === 1) core.saveState(TICKS_STATE, JSON.stringify(state));
    },
    async close() {
      if (records.length === 0) return;
      await uploadTicks(state);
      core.saveState(TICKS_STATE, '');
    },
  };
}

/** Uploads what a leg wrote. That it cannot is told and is no reason to fail: those ticks run again on a resume. */
export async function uploadTicks({ name, folder }: TicksState): Promise<void> {
  try {
    await uploadArtifact(name, [join(folder, TICKS_FILE)], folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    core.warning(`which ticks this leg ran could not be kept: ${reason}`, { title: 'Gitphony: backfill' });
  }
}
