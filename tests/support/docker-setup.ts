import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of the run's Docker engine; empty until a test starts it. */
    readonly dockerFolder: string;
  }
}

let folder = '';

/** vitest's start of a project: a place for the engine. */
export async function setup(project: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'gitphony-docker-'));
  project.provide('dockerFolder', folder);
}

/** vitest's end of a project. */
export async function teardown(): Promise<void> {
  await stopEngine(folder);
  await rm(folder, { recursive: true, force: true });
}

/** Ends the engine by its process id, and waits: it unmounts what it has mounted below the folder. */
async function stopEngine(place: string): Promise<void> {
  let pid: number;
  try {
    pid = Number(await readFile(join(place, 'pid'), 'utf8'));
  } catch {
    // No test needed it.
    return;
  }
  process.kill(pid, 'SIGTERM');
  while (isRunning(pid)) await sleep(50);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
