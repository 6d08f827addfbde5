import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stopEngine } from './docker-engine.ts';

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
