import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunContext } from '../../contract/run-context.ts';
import { Type } from '../../contract/schema.ts';
import { defineTask } from '../../contract/task.ts';
import { cacheFolder } from '../../util/cache-folder.ts';
import { renderText } from '../render-text.ts';
import { compileSteps, recipeOf } from './compile-steps.ts';
import type { CompiledLanguage } from './compiled-language.ts';
import { languageProperties, type LanguagePage } from './define-language.ts';
import { scriptOutputs } from './properties.ts';
import { runScript } from './run-script.ts';
import { scriptProperty, type ScriptFault, type ScriptJob } from './script-job.ts';
import type { ScriptScene } from './script-scene.ts';
import { quote } from './shell-command.ts';
import { withLocalPaths } from './stored-files.ts';

interface CompiledProperties {
  readonly script: string;
  readonly compilerOptions?: readonly string[];
  readonly compileCacheEnabled?: boolean;
}

/** `gitphony.scripts.<family>.Script`: compiles a script that stands in the flow, and runs it. Kestra has no such type. */
export function defineCompiled(language: CompiledLanguage, page: LanguagePage) {
  const { name, image, family, options } = language;
  return defineTask({
    type: `gitphony.scripts.${family}.Script`,
    title: `Compile a ${name} program and run it.`,
    description: [
      'Gitphony’s own type: Kestra has none like it, and `gitphony validate` says so. The program stands in the flow; an error of ' +
        'the compiler points at its line there.',
      'On this machine, compiled programs are kept below `~/.cache/gitphony/compiled` by compiler, options and source, so the ' +
        'second run starts at once. In a container each run compiles.',
      page.description,
    ]
      .filter((part) => part !== undefined)
      .join('\n\n'),
    properties: Type.Object({
      script: scriptProperty,
      compilerOptions: Type.Optional(
        Type.Array(Type.String(), { description: 'Options of the compiler.', default: [...options] }),
      ),
      compileCacheEnabled: Type.Optional(
        Type.Boolean({
          description: 'Keep the compiled program. Switch it off for a program that includes other files.',
          default: true,
        }),
      ),
      ...languageProperties({ image }),
    }),
    outputs: scriptOutputs,
    examples: page.examples,
    run: (properties, context) => runScript(properties, context, compiledJob(language, properties, context)),
  });
}

function compiledJob(language: CompiledLanguage, properties: CompiledProperties, context: RunContext): ScriptJob {
  let build: string | undefined;
  return {
    image: language.image,
    async commands(scene) {
      build = scene.scratchPath('build');
      const script = await withLocalPaths(scene, await renderText(context, properties.script, scene.variables));
      await writeSteps(language, scene, properties, build, script);
      return [`exec /bin/sh ${quote(join(build, 'steps'))}`];
    },
    fault: () => compilerFault(language, properties.script, context, build ?? ''),
  };
}

async function writeSteps(
  language: CompiledLanguage,
  scene: ScriptScene,
  { compilerOptions = language.options, compileCacheEnabled = true }: CompiledProperties,
  build: string,
  script: string,
): Promise<void> {
  const isKept = compileCacheEnabled && !scene.runner.isolated;
  const parts = {
    build,
    script,
    options: compilerOptions,
    cache: isKept ? join(cacheFolder(), 'compiled', language.family) : undefined,
  };
  await mkdir(build);
  await Promise.all([
    writeFile(join(build, language.sourceFile(script)), script),
    writeFile(join(build, 'recipe'), recipeOf(language, parts)),
    writeFile(join(build, 'steps'), compileSteps(language, parts)),
  ]);
}

/** Tells a program that did not compile from one that failed: the steps leave a file behind. */
async function compilerFault(
  { name, firstError }: CompiledLanguage,
  authored: string,
  context: RunContext,
  build: string,
): Promise<ScriptFault | undefined> {
  const failed = await readFile(join(build, 'failed')).catch(() => undefined);
  if (failed === undefined) return undefined;
  const messages = await readFile(join(build, 'messages'), 'utf8');
  const error = firstError(messages);
  const code = 'COMPILE_FAILED';
  if (error === undefined) {
    return { code, message: `The ${name} program does not compile: ${lastLines(messages)}` };
  }
  const { line, column = 1, text } = error;
  // A template that renders to several lines, or to none, moves what follows: then no line of the flow is named.
  const isTemplate = authored.includes('{{') || authored.includes('{%');
  const position = isTemplate ? undefined : await context.positionIn('script', line, column);
  const inFlow = position === undefined ? '' : ` (line ${position.line} of the flow file)`;
  return {
    code,
    message: `The ${name} program does not compile: line ${line}${inFlow}: ${text}`,
    hint: 'The compiler’s messages stand in the task’s log.',
    ...(position === undefined ? {} : { position }),
  };
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-5).join('\n');
}
