import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editorSchema } from '../../src/flow/index.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { projectConfigSchema } from '../../src/project/config-schema.ts';
import type { FileResult } from './write-files.ts';

/** Where the schemas lie, from the project's root. They are large and made anew by `init`, so git does not see them. */
const schemaFolder = '.gitphony/schema';

/** Writes the schemas of flows and of gitphony.yaml for editors; those of an older version are replaced. */
export async function writeSchemas(root: string, prefix: string): Promise<readonly FileResult[]> {
  const folder = join(root, schemaFolder);
  await mkdir(folder, { recursive: true });
  const ignore = join(root, '.gitphony/.gitignore');
  if (!existsSync(ignore)) await writeFile(ignore, '*\n');
  const schemas = { 'flow.json': await editorSchema(builtinRegistry), 'gitphony.json': projectConfigSchema };
  const results: FileResult[] = [];
  for (const [name, schema] of Object.entries(schemas)) {
    const file = join(folder, name);
    const text = `${JSON.stringify(schema)}\n`;
    const isSame = existsSync(file) && (await readFile(file, 'utf8')) === text;
    if (!isSame) await writeFile(file, text);
    results.push({ path: `${inFolder(prefix)}${schemaFolder}/${name}`, status: isSame ? 'unchanged' : 'written' });
  }
  return results;
}

/** Settings of editors with the YAML language server, for a new `.vscode/settings.json`. */
export function editorSettings(prefix: string): string {
  const at = inFolder(prefix);
  const settings = {
    'yaml.schemas': {
      [`./${at}${schemaFolder}/flow.json`]: [`${at}flows/**/*.{yaml,yml}`, `${at}subflows/**/*.{yaml,yml}`],
      [`./${at}${schemaFolder}/gitphony.json`]: 'gitphony.yaml',
    },
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}

/** The first line of a flow in `flows/`, for other editors. */
export const schemaLine = `# yaml-language-server: $schema=../${schemaFolder}/flow.json\n`;

function inFolder(prefix: string): string {
  return prefix === '' ? '' : `${prefix}/`;
}
