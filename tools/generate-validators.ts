/**
 * Writes the validators of our own files (gitphony.yaml, a flow's own keys) as plain code, so that no command pays for
 * loading a schema compiler. Run by `npm run build`.
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { projectConfigSchema } from '../src/project/config-schema.ts';
import { schemas as suiteSchemas } from '../src/flow-tests/schema.ts';
import { standaloneValidators } from './standalone-validators.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Writes every generated validator; answers their files, relative to the root. */
export async function generateValidators(): Promise<string[]> {
  const written = [await write('src/project/generated/config-validator', { validateConfig: projectConfigSchema })];
  const flowSchemas = join(root, 'src/flow/schema/index.ts');
  if (existsSync(flowSchemas)) {
    const { schemas } = (await import(pathToFileURL(flowSchemas).href)) as { schemas: Record<string, object> };
    const isInput = ([name]: [string, object]): boolean => name.startsWith('input');
    const entries = Object.entries(schemas);
    written.push(
      await write('src/flow/generated/validators', Object.fromEntries(entries.filter((entry) => !isInput(entry)))),
      ...(await writeLazily('src/flow/generated/inputs', Object.fromEntries(entries.filter(isInput)))),
    );
  }
  written.push(await write('src/flow-tests/generated/validators', suiteSchemas));
  return written;
}

/** A module for each schema and an index that loads them: a flow has few of the many types of inputs. */
async function writeLazily(folder: string, schemas: Readonly<Record<string, object>>): Promise<string[]> {
  await mkdir(join(root, folder), { recursive: true });
  const names = Object.keys(schemas);
  for (const [name, schema] of Object.entries(schemas)) {
    await writeFile(join(root, folder, `${name}.js`), standaloneValidators({ validate: schema }));
  }
  const loaders = names.map((name) => `  ${name}: async () => (await import('./${name}.js')).validate,`);
  await writeFile(join(root, folder, 'index.js'), `export const inputValidators = {\n${loaders.join('\n')}\n};\n`);
  const types = names.map((name) => `  readonly ${name}: () => Promise<PropertiesValidator>;`);
  const declaration = `import type { PropertiesValidator } from '../../../contract/registry.ts';\nexport declare const inputValidators: {\n${types.join('\n')}\n};\n`;
  await writeFile(join(root, folder, 'index.d.ts'), declaration);
  return [`${folder}/index.js`];
}

async function write(path: string, schemas: Readonly<Record<string, object>>): Promise<string> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.js`, standaloneValidators(schemas));
  const names = Object.keys(schemas).map((name) => `export declare const ${name}: PropertiesValidator;`);
  const declaration = `import type { PropertiesValidator } from '../../contract/registry.ts';\n${names.join('\n')}\n`;
  await writeFile(`${file}.d.ts`, declaration);
  return `${path}.js`;
}
