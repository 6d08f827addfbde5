import { TaskError } from '../../contract/errors.ts';
import type { RunContext } from '../../contract/run-context.ts';
import type { TaskResult } from '../../contract/task.ts';
import { renderTextList, renderTextMap } from '../render-text.ts';
import { placeInputFiles } from './input-files.ts';
import { placeNamespaceFiles } from './namespace-files.ts';
import { storeOutputFiles } from './output-files.ts';
import { OutputReader } from './output-reader.ts';
import type { ScriptProperties, scriptOutputs } from './properties.ts';
import { deprecatedImage } from './runner-of.ts';
import { type Circumstances, faultError, scriptFailure } from './script-failure.ts';
import type { ScriptJob } from './script-job.ts';
import { ScriptScene } from './script-scene.ts';
import { joinCommands, stopOnError } from './shell-command.ts';
import { withLocalPaths } from './stored-files.ts';

const DEFAULT_INTERPRETER = ['/bin/sh', '-c'];

/** Linux takes at most 128 KiB in one argument (MAX_ARG_STRLEN of execve(2)); longer commands go by a file. */
const LONGEST_ARGUMENT = 100_000;

/** Runs a script task of any language, from files and variables to outputs. */
export async function runScript(
  properties: ScriptProperties,
  context: RunContext,
  job: ScriptJob,
): Promise<TaskResult<typeof scriptOutputs>> {
  const scene = await ScriptScene.open(context, properties);
  try {
    await placeNamespaceFiles(context, scene.directory, properties.namespaceFiles);
    await placeInputFiles(context, scene.directory, properties.inputFiles, scene.variables);
    const environment = await makeEnvironment(scene, properties, job);
    const argv = await makeCommand(scene, properties, job);
    const image = await imageOf(context, properties, job);
    const reader = new OutputReader(context);
    const { exitCode, cause } = await scene.runner.run({
      argv,
      directory: scene.directory,
      environment,
      mounts: scene.mounts,
      ...(image === undefined ? {} : { containerImage: image }),
      onStdout: (chunk) => reader.onStdout(chunk),
      onStderr: (chunk) => reader.onStderr(chunk),
    });
    reader.end();
    const fault = exitCode === 0 ? undefined : await job.fault?.();
    const patterns = await renderTextList(context, properties.outputFiles, scene.variables);
    const fromFolder = await storeOutputFolder(scene);
    await scene.close();
    const store = storeOutputFiles(context, scene.directory, patterns);
    const outputFiles = { ...fromFolder, ...(exitCode === 0 ? await store : await storedIfPossible(store, context)) };
    if (fault !== undefined) throw faultError(fault, { vars: reader.vars, exitCode, outputFiles });
    return finish(
      context,
      { vars: reader.vars, exitCode, outputFiles },
      {
        missingCommand: reader.missingCommand,
        inputEnded: reader.inputEnded,
        lastLines: reader.lastLines,
        cause,
        image: scene.runner.isolated ? image : undefined,
      },
    );
  } finally {
    await scene.close();
  }
}

function finish(
  context: RunContext,
  outputs: { vars: Record<string, unknown>; exitCode: number; outputFiles: Record<string, string> },
  circumstances: Circumstances,
): TaskResult<typeof scriptOutputs> {
  const { missingCommand } = circumstances;
  const failure = scriptFailure(outputs, circumstances);
  if (outputs.exitCode !== 0) throw failure;
  // In `wget … | gzip -d`, only the last command's code counts: say at least what was missing.
  if (missingCommand !== undefined) context.log.warn(`${missingCommand}: not found. ${failure.hint ?? ''}`.trimEnd());
  return { outputs };
}

/** What a failed script left behind helps to find the cause, but must not hide it. */
async function storedIfPossible(
  store: Promise<Record<string, string>>,
  context: RunContext,
): Promise<Record<string, string>> {
  try {
    return await store;
  } catch (error) {
    context.log.warn(`outputFiles: not stored: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}

async function storeOutputFolder({ context, outputDirectory }: ScriptScene): Promise<Record<string, string>> {
  return outputDirectory === undefined ? {} : storeOutputFiles(context, outputDirectory, ['**']);
}

async function makeEnvironment(
  scene: ScriptScene,
  properties: ScriptProperties,
  job: ScriptJob,
): Promise<Record<string, string>> {
  const own = await renderTextMap(scene.context, 'env', properties.env, scene.variables);
  checkNames(own, scene.context);
  return {
    WORKING_DIR: scene.directory,
    ...(scene.outputDirectory === undefined ? {} : { OUTPUT_DIR: scene.outputDirectory }),
    ...Object.fromEntries(own),
    ...(await job.environment?.(scene, own)),
  };
}

/** What no process can be given: spawn(2) knows variables as `name=value`, ended by a zero byte. */
function checkNames(environment: ReadonlyMap<string, string>, { log }: RunContext): void {
  for (const [name, value] of environment) {
    if (!/^[A-Z_]\w*$/iu.test(name)) log.warn(`env: a shell hands on no variable named ${name}`);
    if (name !== '' && !/[=\0]/u.test(name) && !value.includes('\0')) continue;
    const got = name === '' || /[=\0]/u.test(name) ? JSON.stringify(name) : `a zero byte in the value of ${name}`;
    throw new TaskError('BAD_PROPERTY', `env: expected names such as WORD and values without zero bytes, got ${got}`, {
      retryable: false,
      hint: 'Name each variable in letters, digits and _, and write what belongs to it as its value.',
    });
  }
}

async function makeCommand(scene: ScriptScene, properties: ScriptProperties, job: ScriptJob): Promise<string[]> {
  const { interpreter = job.interpreter ?? DEFAULT_INTERPRETER, failFast = true, beforeCommands } = properties;
  const before = await renderTextList(scene.context, beforeCommands, scene.variables);
  const localBefore = await Promise.all(before.map((command) => withLocalPaths(scene, command)));
  const stop = failFast ? (job.stopOnError ?? stopOnError(interpreter, properties.targetOS)) : undefined;
  const text = joinCommands(
    properties.targetOS,
    stop === undefined ? [] : [stop],
    job.prepare ?? [],
    localBefore,
    await job.commands(scene),
  );
  if (Buffer.byteLength(text) <= LONGEST_ARGUMENT || interpreter.at(-1) !== '-c') return [...interpreter, text];
  return [...interpreter.slice(0, -1), await scene.writeScratch('commands', text)];
}

/** The image of the deprecated `docker`, else the task's own (which has a default), else the language's. */
async function imageOf(context: RunContext, properties: ScriptProperties, job: ScriptJob): Promise<string | undefined> {
  const deprecated = deprecatedImage(properties);
  if (deprecated !== undefined) return context.render(deprecated);
  return properties.containerImage ?? job.image;
}
