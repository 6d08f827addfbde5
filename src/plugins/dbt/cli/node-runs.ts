import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildRun } from '../../../contract/child-run.ts';
import type { ErrorRecord } from '../../../contract/events.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import type { NodeEvent } from './log-line.ts';
import { stateOfStatus } from './node-states.ts';

/** Records each model, test, seed and snapshot as a task run below dbt's, while dbt says that it begins and ends. */
export class NodeRuns {
  readonly #context: Pick<RunContext, 'childRun'>;
  readonly #target: string;
  readonly #open = new Map<string, ChildRun>();
  /** Names of nodes that ended so that somebody should look. */
  readonly warned: string[] = [];

  /** @param target dbt's target folder, where the SQL of failed tests is found */
  constructor(context: Pick<RunContext, 'childRun'>, target: string) {
    this.#context = context;
    this.#target = target;
  }

  /** Takes what dbt said of a node. */
  take(node: NodeEvent, message: string): void {
    const state = stateOfStatus(node.status);
    if (state === undefined) {
      if (node.status === 'started') this.#begin(node.id);
      return;
    }
    // A node that is skipped never began.
    const run = this.#open.get(node.id) ?? this.#begin(node.id);
    this.#open.delete(node.id);
    if (state === 'WARNING') this.warned.push(node.name);
    run.end(state, state === 'FAILED' ? this.#errorOf(node, message) : undefined);
  }

  #begin(id: string): ChildRun {
    const run = this.#context.childRun(id);
    this.#open.set(id, run);
    return run;
  }

  #errorOf({ id, name }: NodeEvent, message: string): ErrorRecord {
    const words = message.replace(/ \.{2,}.*$/s, '').replace(/^\d+ of \d+ /, '');
    const sql = compiledSql(join(this.#target, 'compiled'), `${name}.sql`);
    return { code: 'DBT_NODE_FAILED', message: sql === undefined ? `${id}: ${words}` : `${id}: ${words}\n${sql}` };
  }
}

/** The SQL that dbt made of a node, without its empty lines. */
export function compiledSql(folder: string, name: string): string | undefined {
  try {
    const [entry] = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (found) => found.isFile() && found.name === name,
    );
    if (entry === undefined) return undefined;
    return tidySql(readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  } catch {
    // Nothing was compiled: dbt stopped before.
    return undefined;
  }
}

/** SQL as dbt compiles it is full of empty lines, left by its templates. */
export function tidySql(sql: string): string {
  return sql
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');
}
