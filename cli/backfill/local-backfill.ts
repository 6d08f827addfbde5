import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../src/contract/errors.ts';
import type { State } from '../../src/contract/states.ts';
import { createExecutionId } from '../../src/engine/index.ts';
import { parseJson, printJson } from '../../src/util/json.ts';
import type { ValueMap } from '../../src/util/values.ts';

/** A tick of a local backfill that has run. */
export interface RanTick {
  /** As `trigger.date`. */
  readonly date: string;
  readonly state: State;
  readonly execution: string;
  /** ISO 8601. */
  readonly began: string;
  readonly ended: string;
}

/** A backfill that runs on this machine: what it was asked for, and how far it is. */
export interface LocalBackfill {
  readonly id: string;
  /** `namespace.id`. */
  readonly flow: string;
  readonly trigger: string;
  readonly start: string;
  /** An open end is the moment when it began. */
  readonly end: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly inputs: ValueMap;
  /** The planned times that it runs, oldest first. */
  readonly dates: readonly string[];
  readonly ran: readonly RanTick[];
}

/** Where the backfills of a project lie. */
export interface BackfillFolder {
  create(backfill: Omit<LocalBackfill, 'id' | 'ran'>): Promise<LocalBackfill>;
  /** Fails with BACKFILL_NOT_FOUND. */
  read(id: string): Promise<LocalBackfill>;
  write(backfill: LocalBackfill): Promise<void>;
}

/** @param stateDirectory the project's `.gitphony` */
export function openBackfills(stateDirectory: string): BackfillFolder {
  const folder = join(stateDirectory, 'backfills');
  const pathOf = (id: string): string => join(folder, `${id}.json`);
  const write = async (backfill: LocalBackfill): Promise<void> => {
    await mkdir(folder, { recursive: true });
    const path = pathOf(backfill.id);
    // In one step: whoever is stopped meanwhile finds the old state or the new.
    await writeFile(`${path}.new`, printJson(backfill as unknown as ValueMap));
    await rename(`${path}.new`, path);
  };
  return {
    async create(backfill) {
      const made = { id: createExecutionId(), ...backfill, ran: [] };
      await write(made);
      return made;
    },
    async read(id) {
      if (!/^[0-9A-Za-z]{22}$/.test(id) || !existsSync(pathOf(id))) {
        throw new UsageError(
          'BACKFILL_NOT_FOUND',
          `expected a backfill of this machine or the number of a run, got "${id}"`,
          {
            hint: 'a backfill tells its id when it begins',
          },
        );
      }
      return parseJson(await readFile(pathOf(id), 'utf8')) as unknown as LocalBackfill;
    },
    write,
  };
}
