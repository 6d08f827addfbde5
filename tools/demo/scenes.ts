import type { Taxi } from '../taxi/month.ts';
import { type DemoExecution, durationOf, gitphony, outputNumber } from './gitphony.ts';

/** One line of the closing table. */
export interface Scene {
  readonly [column: string]: string | number;
  readonly run: string;
  readonly month: string;
  readonly state: string;
  readonly 'new rows': number;
  readonly 'rows in the table': number;
  readonly seconds: string;
  readonly execution: string;
}

const BACKFILL = { start: '2019-02-01', end: '2019-04-30', ticks: 3 } as const;

/** Runs the flows and keeps book of what each run added. */
export class Scenes {
  readonly scenes: Scene[] = [];
  readonly #totals: Record<Taxi, number>;
  readonly #source: string;
  readonly #signal: AbortSignal;

  constructor(source: string, totals: Record<Taxi, number>, signal: AbortSignal) {
    this.#source = source;
    this.#totals = totals;
    this.#signal = signal;
  }

  /** January 2019 by hand. */
  async runMonth(taxi: Taxi, title: string): Promise<Scene> {
    const inputs = ['-i', `taxi=${taxi}`, '-i', 'year=2019', '-i', 'month=01', '-i', `source=${this.#source}`];
    const text = await gitphony(['run', 'gitphony.examples.taxi_postgres', ...inputs, '--json'], this.#signal);
    return this.#add(title, taxi, '2019-01', JSON.parse(text) as DemoExecution);
  }

  /** The same once more; fails if it adds a row. */
  async rerunMonth(taxi: Taxi): Promise<Scene> {
    const scene = await this.runMonth(taxi, `${taxi} again`);
    if (scene['new rows'] === 0) return scene;
    throw new Error(`Expected a second run of ${taxi} 2019-01 to add no rows, it added ${scene['new rows']}`);
  }

  /** Three past ticks of the green schedule. */
  async backfill(): Promise<readonly Scene[]> {
    const window = ['--trigger', 'green_schedule', '--start', BACKFILL.start, '--end', BACKFILL.end];
    const flow = 'gitphony.examples.taxi_postgres_scheduled';
    const text = await gitphony(['backfill', flow, ...window, '-i', `source=${this.#source}`, '--json'], this.#signal);
    const { executions } = JSON.parse(text) as { readonly executions: readonly DemoExecution[] };
    if (executions.length !== BACKFILL.ticks) {
      throw new Error(
        `Expected ${BACKFILL.ticks} executions from ${BACKFILL.start} to ${BACKFILL.end}, got ${executions.length}`,
      );
    }
    return executions.map((execution) => {
      const month = (execution.trigger?.variables?.date ?? '').slice(0, 7);
      return this.#add('green backfill', 'green', month, execution);
    });
  }

  #add(run: string, taxi: Taxi, month: string, execution: DemoExecution): Scene {
    const { id, state } = execution;
    if (state.current !== 'SUCCESS')
      throw new Error(`Expected execution ${id} to end in SUCCESS, got ${state.current}`);
    const total = outputNumber(execution, 'total_rows');
    const scene: Scene = {
      run,
      month,
      state: state.current,
      'new rows': total - this.#totals[taxi],
      'rows in the table': total,
      seconds: durationOf(execution).toFixed(2),
      execution: id,
    };
    this.#totals[taxi] = total;
    this.scenes.push(scene);
    return scene;
  }
}
