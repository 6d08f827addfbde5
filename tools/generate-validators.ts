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
    written.push(await write('src/flow/generated/validators', schemas));
  }
  written.push(await write('src/flow-tests/generated/validators', suiteSchemas));
  return written;
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
