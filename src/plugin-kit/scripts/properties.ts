import { deprecatedDockerOptions } from './docker-properties.ts';
import { deprecated, fixed, selfRendered, taskRunner, Type } from '../../contract/schema.ts';

const textMap = Type.Record(Type.String(), Type.Unknown());

/** What `namespaceFiles` may say. */
const namespaceFiles = Type.Object(
  {
    enabled: Type.Optional(Type.Boolean({ description: 'Whether to place them.', default: true })),
    include: Type.Optional(
      Type.Union([Type.String(), Type.Array(Type.String())], {
        description:
          'Globs of the files to place. Default all. One that begins with a letter, a digit or `_` matches at any depth (`*.py`), one ' +
          'with a leading slash from the top; `glob:` and `regex:` say what a pattern is.',
      }),
    ),
    exclude: Type.Optional(
      Type.Union([Type.String(), Type.Array(Type.String())], { description: 'Globs of the files to leave out.' }),
    ),
    namespaces: Type.Optional(
      Type.Union([Type.String(), Type.Array(Type.String())], {
        description:
          'The namespaces whose files to place, each with those of its parents; of equal paths the last one stays. Default: the flow’s own.',
      }),
    ),
    ifExists: Type.Optional(
      Type.Union([Type.Literal('OVERWRITE'), Type.Literal('FAIL'), Type.Literal('WARN'), Type.Literal('IGNORE')], {
        description: 'What happens where the working directory has a file of that path.',
        default: 'OVERWRITE',
      }),
    ),
    mount: Type.Optional(
      Type.String({
        description:
          'The folder, relative to the working directory, below which they are placed. Gitphony’s own: Kestra has no such property.',
        default: '.',
      }),
    ),
    folderPerNamespace: Type.Optional(
      Type.Boolean({ description: 'Place the files of each namespace in a folder of its name.', default: false }),
    ),
  },
  { additionalProperties: false, description: 'Files of the namespace, to be placed in the working directory.' },
);

/** The properties that every script task has, whatever its language. What templates in them may use beside the usual: `workingDir`. */
export const scriptProperties = {
  taskRunner: Type.Optional(
    taskRunner({
      description:
        'What runs the command. Default: `runner` of gitphony.yaml, and where that says nothing Docker if an engine answers, else Process.',
    }),
  ),
  containerImage: Type.Optional(
    Type.String({ description: 'Container image, for task runners that use one; others ignore it.' }),
  ),
  beforeCommands: Type.Optional(
    selfRendered(
      Type.Union([Type.Array(Type.String()), Type.String()], {
        description: 'Shell commands to run first, in the same shell, to prepare the environment.',
      }),
    ),
  ),
  interpreter: Type.Optional(
    Type.Array(Type.String(), {
      description: 'The program that takes the joined commands as its last argument.',
      default: ['/bin/sh', '-c'],
      minItems: 1,
    }),
  ),
  failFast: Type.Optional(
    Type.Boolean({
      description: 'Fail on the first command that fails; else the last command decides. For shells only.',
      default: true,
    }),
  ),
  env: Type.Optional(
    selfRendered(
      Type.Union([textMap, Type.String()], {
        description: 'Environment variables. Safer than templates inside a script: values stay data.',
      }),
    ),
  ),
  inputFiles: Type.Optional(
    selfRendered(
      Type.Union([textMap, Type.String()], {
        description:
          'Files to make in the working directory: a map from relative path to content, to the URI of a stored file (`kestra://`), ' +
          'of a namespace file (`nsfile:///path`, `nsfile://namespace/path`) or of an object (`gs://bucket/name`, `s3://bucket/key`); or JSON text of such a map.',
      }),
    ),
  ),
  outputFiles: Type.Optional(
    selfRendered(
      Type.Union([Type.Array(Type.String()), Type.String()], {
        description:
          'Globs of the files to store when the command has ended; `*` stays inside a folder, `**` does not. ' +
          'Stored files move out of the working directory.',
      }),
    ),
  ),
  namespaceFiles: Type.Optional(namespaceFiles),
  outputDirectory: Type.Optional(
    deprecated(
      'use `outputFiles`',
      Type.Boolean({
        description: 'Make a folder `{{ outputDir }}`, and store what lies in it at the end.',
        default: false,
      }),
    ),
  ),
  warningOnStdErr: Type.Optional(
    deprecated('delete it, it has no effect', Type.Boolean({ description: 'Error output is logged at level ERROR.' })),
  ),
  runner: Type.Optional(
    deprecated('use `taskRunner`', fixed(Type.Union([Type.Literal('PROCESS'), Type.Literal('DOCKER')]))),
  ),
  docker: Type.Optional(deprecated('use `taskRunner` and `containerImage`', selfRendered(deprecatedDockerOptions))),
  targetOS: Type.Optional(
    Type.Union([Type.Literal('LINUX'), Type.Literal('WINDOWS'), Type.Literal('AUTO')], {
      description:
        'The system that the commands are for: on Windows, lines end with CR LF and `failFast` has no `set -e`. AUTO is Linux.',
      default: 'AUTO',
    }),
  ),
};

/** The outputs that every script task has, also a failed one. */
export const scriptOutputs = Type.Object({
  vars: Type.Record(Type.String(), Type.Unknown(), {
    description: 'What the script printed in lines `::{"outputs": {…}}::`; of equal names the last one counts.',
  }),
  exitCode: Type.Integer({ description: 'Exit code of the command; 128 + number where a signal ended it.' }),
  outputFiles: Type.Record(Type.String(), Type.String(), {
    description: 'URIs of the stored files by their path relative to the working directory.',
  }),
});

const schema = Type.Object(scriptProperties);

/** The rendered properties that every script task has. */
export type ScriptProperties = typeof schema.static;
