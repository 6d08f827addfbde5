/**
 * `npm run diagram [-- --check]`: draws which folder imports which, as it is and not as it should be, into ARCHITECTURE.md.
 * `--check` changes nothing and fails where the picture is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { drawFolders, type FolderImports } from './folder-picture.ts';
import { putBlock } from './marked-block.ts';

const root = join(import.meta.dirname, '..');
const page = 'ARCHITECTURE.md';
/** The folders of the picture; tests and tools look at everything anyway. */
const folders = ['action', 'cli', 'generator', 'src'];

interface CruiseResult {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
}

async function cruise(): Promise<CruiseResult> {
  const left = String.raw`(\.test\.ts$|^tests/|^tools/|(^|/)dist/|generated/types/|node_modules)`;
  const args = [...folders, '--config', '.dependency-cruiser.cjs', '--exclude', left, '--output-type', 'json'];
  const { stdout } = await execa('depcruise', args, { cwd: root, preferLocal: true });
  return JSON.parse(stdout) as CruiseResult;
}

/** `src/engine` for a file below src, else its top folder; undefined for what is not ours. */
function folderOf(file: string): string | undefined {
  return /^(src\/[^/]+|action|cli|generator)\//.exec(file)?.[1];
}

function collect({ modules }: CruiseResult): FolderImports {
  const imports = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const from = folderOf(source);
    if (from === undefined) continue;
    const targets = imports.get(from) ?? new Set();
    imports.set(from, targets);
    for (const { resolved } of dependencies) {
      const to = folderOf(resolved);
      if (to !== undefined && to !== from) targets.add(to);
    }
  }
  return imports;
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const text = await readFile(join(root, page), 'utf8');
const content = `\`\`\`mermaid\n${drawFolders(collect(await cruise()))}\n\`\`\``;
const fresh = putBlock(text, { name: 'folders', content }, page);
if (text === fresh) console.log(`${page}: the folder picture is up to date`);
else if (values.check) {
  console.error(`${page}: the folder picture is stale; run \`npm run diagram\` and commit it`);
  process.exitCode = 1;
} else {
  await writeFile(join(root, page), fresh);
  console.log(`${page}: the folder picture is drawn anew`);
}
