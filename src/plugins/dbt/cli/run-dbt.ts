import { mkdir, writeFile } from 'node:fs/promises';
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
import { type ArtifactName, Artifacts } from './artifacts.ts';
import { dbtError } from './dbt-error.ts';
import { type DbtLogReader, withDbtLog } from './dbt-log.ts';
import { CORE_IMAGE, type DbtProperties } from './dbt-properties.ts';
import { loadManifest, STATE_FOLDER, storeManifest } from './manifest.ts';
import { NodeRuns } from './node-runs.ts';
import { countRows, readRunResults } from './run-results.ts';

/** Lines that an error shows of what was said last, where it has no words of dbt's own. */
const LAST_LINES = 5;

type Outputs = NonNullable<TaskResult<typeof scriptOutputs>['outputs']>;

/** What a kind of dbt task differs in. */
export interface DbtJob {
  readonly commands: ScriptJob['commands'];
  /** The image where the task names none. */
  readonly image?: string;
  /** What dbt is told of its log; default `json`, which is read. */
  readonly logFormat?: 'json' | 'none';
  /** How its lines are shown. Default plain. */
  readonly shown?: DbtLogReader['shown'];
  /** A folder with profiles.yml, relative to the working directory, where the task brings none. */
  readonly profilesFolder?: string;
  /** Records of dbt that become output files. Default both. */
  readonly stored?: readonly ArtifactName[];
}

/** Runs dbt as a script task whose log is read: nodes become task runs, run_results.json the error or the state. */
export async function runDbt(
  properties: DbtProperties,
  context: RunContext,
  dbt: DbtJob,
): Promise<TaskResult<typeof scriptOutputs>> {
  const directory = await context.workingDirectory();
  const { projectDir } = properties;
  const project = projectDir === undefined ? directory : innerPath(directory, projectDir, 'projectDir');
  const target = join(project, 'target');
  const parses = properties.parseRunResults !== false;
  const nodes = new NodeRuns(context, target);
  const hasState = await loadManifest(properties, project, context);
  const artifacts = await Artifacts.open(target);
  let hasWarned = false;
  const errors: string[] = [];
  const lastLines: string[] = [];
  const reader: DbtLogReader = {
    shown: dbt.shown ?? 'plain',
    onText(text) {
      lastLines.push(text);
      if (lastLines.length > LAST_LINES) lastLines.shift();
    },
    onLine({ level, message, node, stats = {} }) {
      if (level === 'WARN') hasWarned = true;
      if (level === 'ERROR') errors.push(message);
      if (node !== undefined && parses) nodes.take(node, message);
      for (const [name, value] of Object.entries(stats)) {
        if (typeof value === 'number') context.metric({ name, type: 'counter', value });
      }
    },
  };
  const job: ScriptJob = {
    image: dbt.image ?? CORE_IMAGE,
    commands: dbt.commands,
    async environment(scene, own) {
      return {
        ...(dbt.logFormat === 'none' ? {} : { DBT_LOG_FORMAT: 'json' }),
        DBT_USE_COLORS: 'false',
        DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
        // Where its records are looked for, whatever dbt_project.yml says.
        DBT_TARGET_PATH: 'target',
        PYTHONUNBUFFERED: 'true',
        PIP_ROOT_USER_ACTION: 'ignore',
        // Relative: a container may have the folder at another place.
        ...(projectDir === undefined ? {} : { DBT_PROJECT_DIR: projectDir }),
        ...(hasState ? { DBT_STATE: STATE_FOLDER } : {}),
        ...(dbt.profilesFolder === undefined ? {} : { DBT_PROFILES_DIR: dbt.profilesFolder }),
        ...(await profilesFolder(scene, properties)),
        ...Object.fromEntries(own),
      };
    },
  };
  const takeRecords = async (outputs: Outputs | undefined) => {
    const results = parses ? await readRunResults(artifacts) : [];
    nodes.takeResults(results);
    countRows(results, context);
    const wanted = (dbt.stored ?? ['manifest.json', 'run_results.json']).filter(
      (name) => parses || name !== 'run_results.json',
    );
    const stored = await artifacts.store(wanted, context.storage);
    return {
      results,
      outputs: { vars: {}, exitCode: 0, ...outputs, outputFiles: { ...outputs?.outputFiles, ...stored } },
    };
  };
  try {
    const result = await runScript(properties, withDbtLog(context, reader), job);
    const { outputs } = await takeRecords(result.outputs);
    await storeManifest(properties, artifacts, context);
    return { outputs, ...(hasWarned || nodes.warned.length > 0 ? { state: 'WARNING' as const } : {}) };
  } catch (error) {
    if (!(error instanceof TaskError) || error.code !== 'SCRIPT_FAILED') throw error;
    const { results, outputs } = await takeRecords(error.outputs as Outputs | undefined);
    throw await dbtError({ failure: error, results, errors, lastLines, outputs }, artifacts);
  }
}

async function profilesFolder(scene: ScriptScene, { profiles }: DbtProperties): Promise<Record<string, string>> {
  if (profiles === undefined) return {};
  const text = await renderText(scene.context, profiles, scene.variables);
  if (text === '') return {};
  const folder = scene.scratchPath('profiles');
  await mkdir(folder, { recursive: true });
  // It holds passwords. Who else is on this machine has no business in it.
  await writeFile(join(folder, 'profiles.yml'), text, { mode: 0o600 });
  return { DBT_PROFILES_DIR: relative(scene.directory, folder) };
}
