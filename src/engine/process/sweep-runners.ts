import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineHost } from '../../contract/engine-host.ts';

/** In an execution's folder of working directories: the types of its runners that have something to sweep, one a line. */
const FILE = '.runners';

/** Notes, before a runner starts anything, that it may leave something behind should this process be killed. */
export function noteRunner(directory: string, type: string): void {
  if (notedRunners(directory).includes(type)) return;
  mkdirSync(directory, { recursive: true });
  appendFileSync(join(directory, FILE), `${type}\n`);
}

/** Lets the runners end what the dead executions with these folders left. Answers false, with a warning, where one could not. */
export async function sweepRunners(host: EngineHost, directories: readonly string[]): Promise<boolean> {
  const types = new Set(directories.flatMap(notedRunners));
  let done = true;
  for (const type of types) {
    try {
      const definition = await host.registry.load(type);
      if (definition.kind === 'runner') await definition.sweep?.();
    } catch (error) {
      done = false;
      const reason = error instanceof Error ? error.message : String(error);
      process.emitWarning(
        `what a dead execution left by ${type} could not be removed; the next start tries again: ${reason}`,
      );
    }
  }
  return done;
}

function notedRunners(directory: string): readonly string[] {
  try {
    return readFileSync(join(directory, FILE), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
