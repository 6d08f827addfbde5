import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listWorkflows } from '../../generator/workflow-files.ts';
import { CONFIG_FILE, findFlowFiles } from '../../src/project/flow-files.ts';

/** The folders of a project that compile looks at. */
export interface CompiledFolders {
  readonly root: string;
  readonly repository: string;
}

/**
 * SHA-256 of all that a compilation reads: this program, Node, gitphony.yaml, every flow and every workflow file, by path and by
 * content. Undefined where the program runs from its sources, which may change under it.
 */
export async function compileKey({ root, repository }: CompiledFolders): Promise<string | undefined> {
  const program = programName();
  if (program === undefined) return undefined;
  const hash = createHash('sha256');
  const add = (name: string, content: string | Uint8Array): void => {
    hash.update(`${JSON.stringify(name)} ${Buffer.byteLength(content)}\n`).update(content);
  };
  add('program', program);
  add('node', process.version);
  add('root', root.slice(repository.length));
  const config = join(repository, CONFIG_FILE);
  add(CONFIG_FILE, existsSync(config) ? readFileSync(config) : 'none');
  for (const file of await findFlowFiles(root)) add(file.slice(root.length), readFileSync(file));
  for (const path of listWorkflows(repository)) add(path, readFileSync(join(repository, path)));
  return hash.digest('hex');
}

/** The names of the bundle's pieces: each holds the hash of its content. */
function programName(): string | undefined {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  if (!/[\\/]dist[\\/]cli[\\/]chunks[\\/]$/.test(folder)) return undefined;
  const main = createHash('sha256')
    .update(readFileSync(join(folder, '../main.js')))
    .digest('hex');
  return [main, ...readdirSync(folder).toSorted()].join('\n');
}
