import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parsePollMemory, printPollMemory } from '../../contract/poll-memory.ts';
import type { ValueMap } from '../../util/values.ts';

/** What polling triggers remember on this machine: a file each, below `polls/` of the state folder. */
export interface LocalMemory {
  read(name: string): Promise<ValueMap>;
  write(name: string, seen: ValueMap): Promise<void>;
}

export function openLocalMemory(stateDirectory: string): LocalMemory {
  const fileOf = (name: string): string => join(stateDirectory, 'polls', `${name}.json`);
  return {
    async read(name) {
      const file = fileOf(name);
      try {
        return parsePollMemory(await readFile(file, 'utf8'), file).seen;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        return parsePollMemory(undefined, file).seen;
      }
    },
    async write(name, seen) {
      const file = fileOf(name);
      const temporary = `${file}.${randomUUID()}`;
      await mkdir(dirname(file), { recursive: true });
      await writeFile(temporary, printPollMemory({ seen, claim: undefined }));
      await rename(temporary, file);
    },
  };
}
