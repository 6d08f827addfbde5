import type { Example } from '../../contract/plugin-head.ts';
import { Type } from '../../contract/schema.ts';
import { defineTask } from '../../contract/task.ts';
import type { Language } from './language.ts';
import { scriptOutputs, scriptProperties } from './properties.ts';
import { runScript } from './run-script.ts';
import { commandLines, commandsProperty, type ScriptJob, scriptFile, scriptProperty } from './script-job.ts';
import { quote } from './shell-command.ts';

/** What a type of a language says beside what the language says. */
export interface LanguagePage {
  readonly examples: readonly Example[];
  /** Markdown, behind what every type of its kind says. */
  readonly description?: string;
}

/** `io.kestra.plugin.scripts.<family>.Script`: runs a script that stands in the flow. */
export function defineScript(language: Language, page: LanguagePage) {
  return defineTask({
    type: `io.kestra.plugin.scripts.${language.family}.Script`,
    title: `Run ${article(language.name)} script.`,
    description: describe(language, page, 'The script stands in the flow. For scripts in files, use `Commands`.'),
    properties: Type.Object({ script: scriptProperty, ...languageProperties(language) }),
    outputs: scriptOutputs,
    examples: page.examples,
    run: (properties, context) => runScript(properties, context, scriptJob(language, properties.script)),
  });
}

/** `io.kestra.plugin.scripts.<family>.Commands`: runs commands in a place that has the language. */
export function defineCommands(language: Language, page: LanguagePage) {
  return defineTask({
    type: `io.kestra.plugin.scripts.${language.family}.Commands`,
    title: `Run ${language.name} programs by ${shellOf(language)} commands.`,
    description: describe(
      language,
      page,
      'For programs that lie in files: of the namespace, of an earlier task, or in `inputFiles`.',
    ),
    properties: Type.Object({ commands: commandsProperty, ...languageProperties(language) }),
    outputs: scriptOutputs,
    examples: page.examples,
    run: (properties, context) =>
      runScript(properties, context, {
        ...languageJob(language, JSON.stringify(properties.commands)),
        ...commandLines(properties.commands),
      }),
  });
}

/** The properties of every script task, with the defaults of a language. */
export function languageProperties({ image, interpreter }: Pick<Language, 'image' | 'interpreter'>) {
  const { containerImage, interpreter: shell } = scriptProperties;
  return {
    ...scriptProperties,
    containerImage: { ...containerImage, default: image },
    ...(interpreter === undefined ? {} : { interpreter: { ...shell, default: [...interpreter] } }),
  } as typeof scriptProperties;
}

/** The job of an inline script: written to a file, run by the language's command. */
export function scriptJob(language: Language, script: string): ScriptJob {
  const { run: program } = language;
  const command = typeof program === 'string' ? (path: string) => `${program} ${quote(path)}` : program;
  const run = scriptFile(script, language.extension, command);
  return { ...languageJob(language, script), ...run };
}

function languageJob(language: Language, text: string): Omit<ScriptJob, 'commands'> {
  const { image, interpreter, stopOnError, prepare, environment } = language;
  return {
    image,
    ...(interpreter === undefined ? {} : { interpreter }),
    ...(stopOnError === undefined ? {} : { stopOnError }),
    ...(prepare === undefined ? {} : { prepare }),
    ...(environment === undefined ? {} : { environment: (scene, own) => environment(scene, own, text) }),
  };
}

function describe({ unproven }: Language, { description }: LanguagePage, first: string): string {
  const proof = unproven === undefined ? undefined : `Not run for real by this project's tests: ${unproven}`;
  return [first, description, proof].filter((part) => part !== undefined).join('\n\n');
}

function article(name: string): string {
  return /^(?:[AEIO]|R$)/u.test(name) ? `an ${name}` : `a ${name}`;
}

function shellOf({ interpreter }: Language): string {
  return interpreter?.[0] === 'pwsh' ? 'PowerShell' : 'shell';
}
