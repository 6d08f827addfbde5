import type { ChildRun } from '../../../contract/child-run.ts';
import type { ErrorRecord } from '../../../contract/events.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { compiledSql } from './compiled-sql.ts';
import type { NodeEvent } from './log-line.ts';
import { stateOfStatus } from './node-states.ts';
import type { NodeResult } from './run-results.ts';

/** Records each model, test, seed and snapshot as a task run below dbt's, while dbt says that it begins and ends. */
export class NodeRuns {
  readonly #context: Pick<RunContext, 'childRun'>;
  readonly #target: string;
  readonly #open = new Map<string, ChildRun>();
  readonly #ended = new Set<string>();
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
    this.#ended.add(node.id);
    if (state === 'WARNING') this.warned.push(node.name);
    run.end(state, state === 'FAILED' ? this.#errorOf(node, message) : undefined);
  }

  /** Takes what the log did not tell, because it was no JSON: the nodes are recorded all the same, without their times. */
  takeResults(results: readonly NodeResult[]): void {
    for (const { unique_id: id, status, message } of results) {
      if (this.#ended.has(id)) continue;
      const name = id.split('.')[2] ?? id;
      this.take({ id, name, file: `${name}.sql`, status }, message ?? status);
    }
  }

  #begin(id: string): ChildRun {
    const run = this.#context.childRun(id);
    this.#open.set(id, run);
    return run;
  }

  #errorOf({ id, file }: NodeEvent, message: string): ErrorRecord {
    // `5 of 8 FAIL 1 unique_id ..... [FAIL 1 in 0.05s]`
    const words = message.replace(/^\d+ of \d+ /, '').replace(/\s+\.*\s*\[[^[\]]*\]$/, '');
    const compiled = compiledSql(this.#target, file);
    const lines = [`${id}: ${words}`, ...(compiled === undefined ? [] : [`${compiled.path}:`, compiled.sql])];
    return { code: 'DBT_NODE_FAILED', message: lines.join('\n') };
  }
}
