import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TaskError } from '../../../contract/errors.ts';
import { type Static, Type } from '../../../contract/schema.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { parseJson, printJson } from '../../../util/json.ts';
import type { Artifacts } from './artifacts.ts';

const place = (description: string) =>
  Type.Optional(
    Type.Object(
      {
        key: Type.String({ description: 'The key.' }),
        namespace: Type.Optional(Type.String({ description: "Default: the flow's." })),
      },
      { additionalProperties: false, description },
    ),
  );

/** Where a manifest is kept between runs. */
export const manifestProperties = {
  storeManifest: place('Keep the project’s manifest under this key when dbt has ended well.'),
  loadManifest: place(
    'Take up a manifest that was kept: it becomes the state that `--select state:modified+` compares with, without `--state`.',
  ),
};

const schema = Type.Object(manifestProperties);

/** Properties {@link manifestProperties} after rendering. */
export type ManifestProperties = Static<typeof schema>;

/** The folder that holds the manifest of an earlier run, below the project's: dbt goes there before it looks for it. */
export const STATE_FOLDER = '.dbt-state';

/** Puts the kept manifest into the project's folder; false where there is none yet. */
export async function loadManifest(
  { loadManifest: wanted }: ManifestProperties,
  project: string,
  { kv, log }: Pick<RunContext, 'kv' | 'log'>,
): Promise<boolean> {
  if (wanted === undefined) return false;
  const entry = await kv.get(wanted.key, wanted.namespace);
  if (entry === undefined) {
    log.warn(`loadManifest: there is no key "${wanted.key}" yet; dbt has no state to compare with`);
    return false;
  }
  const text = typeof entry.value === 'string' ? entry.value : printJson(entry.value);
  // The second one is where a Kestra server puts it, for commands with `--state ./target`.
  for (const folder of [STATE_FOLDER, 'target']) {
    await mkdir(join(project, folder), { recursive: true });
    await writeFile(join(project, folder, 'manifest.json'), text);
  }
  return true;
}

/** Keeps the manifest that dbt wrote. */
export async function storeManifest(
  { storeManifest: wanted }: ManifestProperties,
  artifacts: Artifacts,
  { kv }: Pick<RunContext, 'kv'>,
): Promise<void> {
  if (wanted === undefined) return;
  const path = await artifacts.path('manifest.json');
  if (path === undefined) {
    throw new TaskError('DBT_NO_MANIFEST', 'storeManifest: dbt wrote no target/manifest.json', {
      hint: 'Commands such as `dbt build` and `dbt parse` write it; is `projectDir` right?',
      retryable: false,
    });
  }
  const text = await readFile(path, 'utf8');
  const options = wanted.namespace === undefined ? {} : { namespace: wanted.namespace };
  await kv.set({ key: wanted.key, type: 'JSON', value: parseJson(text) }, options);
}
