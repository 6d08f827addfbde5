import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import type { TaskResult } from '../../../contract/task.ts';
import { renderText } from '../../../plugin-kit/render-text.ts';
import { innerPath } from '../../../plugin-kit/scripts/inner-path.ts';
import type { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { runScript } from '../../../plugin-kit/scripts/run-script.ts';
import type { ScriptJob } from '../../../plugin-kit/scripts/script-job.ts';
import type { ScriptScene } from '../../../plugin-kit/scripts/script-scene.ts';
import type { DbtProperties } from './dbt-properties.ts';
import { withDbtLog } from './dbt-log.ts';
import { loadManifest, STATE_FOLDER, storeManifest } from './manifest.ts';
import { NodeRuns } from './node-runs.ts';
import { dbtError, readRunResults } from './run-results.ts';

type Outputs = NonNullable<TaskResult<typeof scriptOutputs>['outputs']>;

/** Runs dbt as a script task whose log is read: nodes become task runs, run_results.json the error or the state. */
export async function runDbt(
  properties: DbtProperties,
  context: RunContext,
  commands: ScriptJob['commands'],
): Promise<TaskResult<typeof scriptOutputs>> {
  const directory = await context.workingDirectory();
  const { projectDir } = properties;
  const project = projectDir === undefined ? directory : innerPath(directory, projectDir, 'projectDir');
  const target = join(project, 'target');
  const nodes = new NodeRuns(context, target);
  const parses = properties.parseRunResults !== false;
  const hasState = await loadManifest(properties, project, context);
  const job: ScriptJob = {
    commands,
    async environment(scene, own) {
      return {
        DBT_LOG_FORMAT: 'json',
        DBT_USE_COLORS: 'false',
        DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
        // Relative: a container may have the folder at another place.
        ...(projectDir === undefined ? {} : { DBT_PROJECT_DIR: projectDir }),
        ...(hasState ? { DBT_STATE: STATE_FOLDER } : {}),
        ...(await profilesFolder(scene, properties)),
        ...Object.fromEntries(own),
      };
    },
  };
  try {
    const result = await runScript(properties, withDbtLog(context, parses ? nodes : undefined), job);
    const outputs = await withArtifacts(result.outputs, target, parses, context);
    await storeManifest(properties, target, context);
    return { outputs, ...(nodes.warned.length === 0 ? {} : { state: 'WARNING' as const }) };
  } catch (error) {
    if (!parses || !(error instanceof TaskError) || error.code !== 'SCRIPT_FAILED') throw error;
    const results = (await readRunResults(target)) ?? [];
    const outputs = await withArtifacts(error.outputs as Outputs | undefined, target, parses, context);
    throw dbtError(error, results, outputs);
  }
}

async function profilesFolder(scene: ScriptScene, { profiles }: DbtProperties): Promise<Record<string, string>> {
  if (profiles === undefined) return {};
  const folder = scene.scratchPath('profiles');
  await mkdir(folder, { recursive: true });
  const text = await renderText(scene.context, profiles, scene.variables);
  // It holds passwords. Who else is on this machine has no business in it.
  await writeFile(join(folder, 'profiles.yml'), text, { mode: 0o600 });
  return { DBT_PROFILES_DIR: relative(scene.directory, folder) };
}

/** Adds the URIs of dbt's own records to the outputs. */
async function withArtifacts(
  outputs: Outputs | undefined,
  target: string,
  wanted: boolean,
  { storage }: Pick<RunContext, 'storage'>,
): Promise<Outputs> {
  const files: Record<string, string> = { ...outputs?.outputFiles };
  if (wanted && (await readRunResults(target)) !== undefined) {
    for (const name of ['run_results.json', 'manifest.json']) {
      files[name] = await storage.put(name, await readFile(join(target, name)));
    }
  }
  return { vars: {}, exitCode: 0, ...outputs, outputFiles: files };
}
