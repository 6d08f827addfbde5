import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskStorage } from '../../../contract/run-context.ts';

const names = ['run_results.json', 'manifest.json'] as const;

/** The name of one of dbt's records. Source: https://docs.getdbt.com/reference/artifacts/dbt-artifacts */
export type ArtifactName = (typeof names)[number];

/** What a command of dbt wrote about itself, told from what an earlier one (of a task before, of the repository) left in the folder. */
export class Artifacts {
  readonly #target: string;
  readonly #before: ReadonlyMap<ArtifactName, string>;

  private constructor(target: string, before: ReadonlyMap<ArtifactName, string>) {
    this.#target = target;
    this.#before = before;
  }

  /**
   * Looks at what is there already: to be called before the command.
   * @param target dbt's target folder
   */
  static async open(target: string): Promise<Artifacts> {
    const before = new Map<ArtifactName, string>();
    for (const name of names) before.set(name, await stampOf(join(target, name)));
    return new Artifacts(target, before);
  }

  /** The path of one that the command wrote. */
  async path(name: ArtifactName): Promise<string | undefined> {
    const path = join(this.#target, name);
    const stamp = await stampOf(path);
    return stamp === NONE || stamp === this.#before.get(name) ? undefined : path;
  }

  /** The JSON of one that the command wrote. */
  async read(name: ArtifactName): Promise<unknown> {
    const path = await this.path(name);
    return path === undefined ? undefined : JSON.parse(await readFile(path, 'utf8'));
  }

  /** Stores those of `wanted` that the command wrote; answers their URIs. */
  async store(wanted: readonly ArtifactName[], storage: TaskStorage): Promise<Record<string, string>> {
    const stored: Record<string, string> = {};
    for (const name of wanted) {
      const path = await this.path(name);
      if (path !== undefined) stored[name] = await storage.put(name, await readFile(path));
    }
    return stored;
  }
}

const NONE = '';

/** What changes when a file is written anew. */
async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeNs, size, ino } = await stat(path, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return NONE;
    throw error;
  }
}
