import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TriggerRecord } from '../src/contract/events.ts';
import { derivedId } from '../src/engine/index.ts';
import { PLAN_FILE } from '../src/github/record-files.ts';
import { recordError } from '../src/github/record/record-error.ts';
import { parseJson, printJson } from '../src/util/json.ts';
import { isMap, type Value } from '../src/util/values.ts';
import type { Job } from './open-job.ts';

/** An execution that the job stands for. */
export interface WorkItem {
  readonly id: string;
  readonly trigger?: TriggerRecord;
  /** It repeats this one, which the record holds, from a task on. */
  readonly replay?: { readonly of: string; readonly task?: string };
}

/** The ids are the same for every attempt of a run, so that a later one finds what an earlier one did. */
export function workItems(job: Job, triggers: readonly (TriggerRecord | undefined)[]): readonly WorkItem[] {
  return triggers.map((trigger) => ({ id: executionId(job, trigger), ...(trigger === undefined ? {} : { trigger }) }));
}

export function executionId({ run, flow }: Pick<Job, 'run' | 'flow'>, trigger: TriggerRecord | undefined): string {
  const tick = trigger === undefined ? '' : `${trigger.id} ${dateOf(trigger)}`;
  const { repository, runId, job, step } = run;
  return derivedId('github', repository, runId, job, step, `${flow.namespace}.${flow.id}`, tick);
}

export function dateOf(trigger: TriggerRecord): string {
  return printJson(trigger.variables['date'] ?? null);
}

/** Writes down what the job stands for: a later attempt does not work it out anew, when other ticks are due. */
export function writePlan({ stateDirectory }: Job, items: readonly WorkItem[]): void {
  mkdirSync(stateDirectory, { recursive: true });
  writeFileSync(join(stateDirectory, PLAN_FILE), printJson(items as unknown as Value));
}

/** Reads it from a record, as hostile input. Fails with RECORD_DAMAGED. */
export function readPlan(folder: string, executions: readonly string[]): readonly WorkItem[] {
  const file = join(folder, PLAN_FILE);
  const plan = existsSync(file) ? parse(readFileSync(file, 'utf8')) : undefined;
  if (!Array.isArray(plan) || plan.length === 0)
    throw recordError('RECORD_DAMAGED', 'it does not say what it is about');
  return plan.map((item) => readItem(item, executions));
}

function parse(text: string): Value {
  try {
    return parseJson(text);
  } catch (cause) {
    throw recordError('RECORD_DAMAGED', 'what it is about cannot be read', cause);
  }
}

function readItem(item: Value, executions: readonly string[]): WorkItem {
  const { id, trigger, replay } = isMap(item) ? item : {};
  if (typeof id !== 'string' || !executions.includes(id))
    throw recordError('RECORD_DAMAGED', 'it names an execution that is not its own');
  return {
    id,
    ...(trigger === undefined ? {} : { trigger: readTrigger(trigger) }),
    ...(replay === undefined ? {} : { replay: readReplay(replay, executions) }),
  };
}

function readTrigger(value: Value): TriggerRecord {
  const { id, type, variables } = isMap(value) ? value : {};
  if (typeof id !== 'string' || typeof type !== 'string' || !isMap(variables))
    throw recordError('RECORD_DAMAGED', 'it names a trigger that is none');
  return { id, type, variables };
}

function readReplay(value: Value, executions: readonly string[]): NonNullable<WorkItem['replay']> {
  const { of, task } = isMap(value) ? value : {};
  if (typeof of !== 'string' || !executions.includes(of))
    throw recordError('RECORD_DAMAGED', 'it repeats an execution that is not in it');
  return { of, ...(typeof task === 'string' ? { task } : {}) };
}
