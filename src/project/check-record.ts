import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitphonyError } from '../contract/errors.ts';
import type { ExecutionEvent } from '../contract/events.ts';
import type { Flow } from '../contract/flow.ts';
import { foldEvents, readJournal } from '../engine/index.ts';

/** What a record that was brought here must be about. */
export interface ExpectedRecord {
  readonly flow: Flow;
  /** Executions of the flow that the record is about; others in it must have been started by these. */
  readonly executions: readonly string[];
}

/**
 * Reads the journals of a record that may come from anywhere, before anything is run or written by them. Whole and in order, of
 * this flow, each execution in its own folder and started by one that belongs here; paths and addresses in them lead nowhere else.
 *
 * @throws GitphonyError RECORD_FOREIGN, RECORD_DAMAGED, JOURNAL_BROKEN, JOURNAL_NEWER
 */
export async function checkRecord(folder: string, expected: ExpectedRecord): Promise<readonly string[]> {
  const executions = join(folder, 'executions');
  const found = existsSync(executions) ? readdirSync(executions) : [];
  const known = new Set(expected.executions);
  const journals = new Map<string, readonly ExecutionEvent[]>();
  for (const id of found) {
    refuseAddresses(await journalTexts(join(executions, id)), id);
    const events = readJournal(join(executions, id));
    checkEvents(events, id, expected, known.has(id));
    journals.set(id, events);
  }
  refuseStrangers(journals, known);
  refuseStrangeFiles(folder, new Set(found));
  return found;
}

async function journalTexts(directory: string): Promise<readonly string[]> {
  const names = readdirSync(directory).filter((name) => name.startsWith('journal'));
  return Promise.all(names.map((name) => readFile(join(directory, name), 'utf8')));
}

/** Storage refuses them too; a journal that holds one was not written by us. */
function refuseAddresses(texts: readonly string[], id: string): void {
  if (!texts.some((text) => /kestra:\/\/[^"\s]*(?:\/\.\.(?:[/"\s]|$)|%2e%2e|\\)/i.test(text))) return;
  throw damaged(`the journal of ${id} holds an address that leads out of the storage`);
}

function checkEvents(events: readonly ExecutionEvent[], id: string, { flow }: ExpectedRecord, isOwn: boolean): void {
  const [created] = events;
  if (created?.type !== 'execution.created') throw damaged(`the journal of ${id} is empty`);
  if (created.id !== id) throw damaged(`the folder ${id} holds the journal of ${short(created.id)}`);
  if (isOwn && (created.namespace !== flow.namespace || created.flowId !== flow.id)) {
    throw foreign(
      `expected the flow ${flow.namespace}.${flow.id}, its journal is of ${short(created.namespace)}.${short(created.flowId)}`,
    );
  }
  // Applies each event: one that names what is not there is refused.
  foldEvents(events);
  for (const event of events) refuseStrangeLog(event, id);
  if (isOwn && created.flowHash === flow.sourceHash) refuseForgedTasks(events, flow, id);
}

function refuseStrangeLog(event: ExecutionEvent, id: string): void {
  const file =
    event.type === 'attempt.started' ? event.log : event.type === 'attempt.ended' ? event.shortLog?.file : undefined;
  if (file === undefined || /^logs\/[\w-][\w.-]*\.log$/.test(file)) return;
  throw damaged(`the journal of ${id} names a log elsewhere: ${short(file)}`);
}

/** Of the same revision: what runs at the top of it is a task of the flow, of its type. */
function refuseForgedTasks(events: readonly ExecutionEvent[], flow: Flow, id: string): void {
  const types = new Map(
    [flow.tasks, flow.errors, flow.finally, flow.afterExecution].flat().map((task) => [task.id, task.type]),
  );
  for (const event of events) {
    if (event.type !== 'taskrun.created' || event.parent !== undefined) continue;
    if (types.get(event.taskId) === event.taskType) continue;
    throw damaged(`the journal of ${id} tells of a task that the flow has not: ${short(event.taskId)}`);
  }
}

/** Executions that a task of these has started, or that took their place. */
function refuseStrangers(journals: ReadonlyMap<string, readonly ExecutionEvent[]>, own: ReadonlySet<string>): void {
  const known = new Set(own);
  const left = new Set([...journals.keys()].filter((id) => !known.has(id)));
  for (let grows = true; grows; ) {
    grows = false;
    for (const id of left) {
      const [created] = journals.get(id) ?? [];
      if (created?.type !== 'execution.created') continue;
      const origin = [created.trigger?.variables['executionId'], created.originalId];
      if (!origin.some((value) => typeof value === 'string' && known.has(value))) continue;
      known.add(id);
      left.delete(id);
      grows = true;
    }
  }
  const [stranger] = left;
  if (stranger !== undefined) throw foreign(`it holds the execution ${stranger}, which none of its own has started`);
}

function refuseStrangeFiles(folder: string, executions: ReadonlySet<string>): void {
  const storage = join(folder, 'storage');
  for (const namespace of list(storage)) {
    for (const flow of list(join(storage, namespace))) {
      const stranger = list(join(storage, namespace, flow, 'executions')).find((id) => !executions.has(id));
      if (stranger !== undefined) throw foreign(`it holds files of the execution ${stranger}, which is not in it`);
    }
  }
}

function list(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

const hint = 'somebody has changed it: start the flow anew';

function damaged(problem: string): GitphonyError {
  return new GitphonyError('RECORD_DAMAGED', `the record of the earlier run is not used: ${problem}`, { hint });
}

function foreign(problem: string): GitphonyError {
  return new GitphonyError('RECORD_FOREIGN', `the record of the earlier run is not used: ${problem}`, { hint });
}

function short(text: unknown): string {
  return JSON.stringify(String(text).slice(0, 100));
}
