import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { Execution } from '../src/contract/execution.ts';
import { describeEnded, MOST_HANDOVER } from '../src/github/handover.ts';
import { uploadArtifact } from '../src/github/upload-artifact.ts';
import { printJson } from '../src/util/json.ts';
import { newMap, type ValueMap } from '../src/util/values.ts';
import { ENDED_ARTIFACT, IN_ARTIFACTS } from './collect-ended.ts';
import { valuesPolicy } from './keep-record.ts';
import type { Job } from './open-job.ts';

/** A job's output reaches the next one by an environment variable, which Linux ends at 131,072 bytes. */
const MOST_OUTPUT = 120_000;

/** Leaves the executions that ended in a state that somebody waits for to the job with mode `finish`. */
export async function handOver(job: Job, executions: readonly Execution[]): Promise<void> {
  const { handOver: states, mode } = job.settings;
  const told = executions.filter(({ state }) => states === undefined || states.includes(state.current));
  if (told.length === 0 || states?.length === 0) return;
  const list = told.map((execution) => small(execution.id, describeEnded(execution)));
  const text = printJson(list);
  if (mode !== 'backfill' && text.length <= MOST_OUTPUT) {
    core.setOutput('ended', text);
    return;
  }
  await leaveArtifact(job, told[0]?.id ?? '', printJson(valuesPolicy(job) === 'full' ? list : list.map(withoutValues)));
}

async function leaveArtifact(job: Job, id: string, text: string): Promise<void> {
  if (!job.environment['ACTIONS_RESULTS_URL']) {
    core.warning('no artifact service on this runner: the flows that follow are not told', {
      title: 'Gitphony: hand-over',
    });
    return;
  }
  const folder = join(job.stateDirectory, 'ended');
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'ended.json');
  await writeFile(file, text);
  await uploadArtifact(`${ENDED_ARTIFACT}${id}-${job.run.attempt}`, [file], folder);
  core.setOutput('ended', IN_ARTIFACTS);
}

/** What no dispatch could carry is left out with a word, so that the others still go. */
function small(id: string, ended: ValueMap): ValueMap {
  if (printJson(ended).length <= MOST_HANDOVER) return ended;
  core.warning(
    `the outputs of ${id} have more than ${MOST_HANDOVER} characters: the flows that follow do not get them`,
    { title: 'Gitphony: hand-over' },
  );
  return { ...ended, outputs: newMap() };
}

/** In a public repository everybody can read artifacts. */
function withoutValues(ended: ValueMap): ValueMap {
  return { ...ended, outputs: newMap(), labels: newMap() };
}
