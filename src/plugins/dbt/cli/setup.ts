import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { deprecated, selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { renderText } from '../../../plugin-kit/render-text.ts';
import { scriptOutputs, scriptProperties } from '../../../plugin-kit/scripts/properties.ts';
import { runScript } from '../../../plugin-kit/scripts/run-script.ts';
import { quote } from '../../../plugin-kit/scripts/shell-command.ts';
import { printJson } from '../../../util/json.ts';
import type { Value, ValueMap } from '../../../util/values.ts';
import { dockerOptionsProperty } from './dbt-properties.ts';
import { SETUP_PROFILES, SETUP_PROGRAM } from './setup-paths.ts';

const IMAGE = 'python';
const { containerImage } = scriptProperties;

/** Installs dbt into a shared working directory. */
export const setup = defineTask({
  type: 'io.kestra.plugin.dbt.cli.Setup',
  title: 'Install dbt with pip into a virtual environment in the working directory.',
  deprecated: 'use io.kestra.plugin.dbt.cli.DbtCLI with an image that has dbt, or pip in its beforeCommands',
  description: `Inside of a WorkingDirectory: Build, Run and the other tasks of one command after it take \`./bin/dbt\` and the profiles that this
one leaves there. The profiles may hold passwords; their file can be read by this user only, and goes with the folder.`,
  properties: Type.Object({
    requirements: Type.Array(Type.String(), {
      description: 'What to install, as in requirements.txt; at least an adapter, such as `dbt-duckdb`.',
      minItems: 1,
    }),
    profiles: selfRendered(
      Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.String()], {
        description: 'profiles.yml, as a map or as text.',
      }),
    ),
    pythonPath: Type.Optional(
      Type.String({
        description:
          'The Python that makes the environment. Default: `python`, or `python3` where there is no such one.',
        minLength: 1,
      }),
    ),
    ...scriptProperties,
    containerImage: { ...containerImage, default: IMAGE },
    ...dockerOptionsProperty,
    exitOnFailed: Type.Optional(
      deprecated('use `failFast`', Type.Boolean({ description: 'Without effect.', default: true })),
    ),
  }),
  outputs: scriptOutputs,
  examples: [
    {
      title: 'dbt for the tasks after it',
      code: `id: dbt_setup
namespace: company.team
tasks:
  - id: here
    type: io.kestra.plugin.core.flow.WorkingDirectory
    tasks:
      - id: clone
        type: io.kestra.plugin.git.Clone
        url: https://github.com/company/dbt-project
      - id: setup
        type: io.kestra.plugin.dbt.cli.Setup
        requirements:
          - dbt-duckdb~=1.10.0
        profiles:
          shop:
            target: dev
            outputs:
              dev:
                type: duckdb
                path: shop.duckdb
      - id: build
        type: io.kestra.plugin.dbt.cli.Build
`,
    },
  ],
  async run({ requirements, profiles, pythonPath, dockerOptions, ...properties }, context) {
    const directory = await context.workingDirectory();
    const folder = join(directory, SETUP_PROFILES);
    await mkdir(folder, { recursive: true });
    const text = await profilesText(profiles as Value, context, { workingDir: directory });
    await writeFile(join(folder, 'profiles.yml'), text, { mode: 0o600 });
    const docker = properties.docker ?? dockerOptions;
    return runScript({ ...properties, ...(docker === undefined ? {} : { docker }) }, context, {
      image: IMAGE,
      environment: async (_scene, own) => ({
        PYTHONUNBUFFERED: 'true',
        PIP_ROOT_USER_ACTION: 'ignore',
        PIP_DISABLE_PIP_VERSION_CHECK: '1',
        ...Object.fromEntries(own),
      }),
      commands: async () => [
        `${pythonPath === undefined ? '$(command -v python || echo python3)' : quote(pythonPath)} -m venv .`,
        `./bin/pip install --quiet ${requirements.map(quote).join(' ')}`,
        `test -x ${SETUP_PROGRAM} || { echo 'requirements: none of them brings dbt' >&2; exit 1; }`,
      ],
    });
  },
});

/** JSON is YAML. */
async function profilesText(profiles: Value, context: RunContext, variables: ValueMap): Promise<string> {
  if (typeof profiles !== 'string') return printJson(await context.renderValue(profiles, variables));
  const text = await renderText(context, profiles, variables);
  if (text.trim() !== '') return text;
  throw new TaskError('BAD_PROPERTY', 'profiles: expected the content of profiles.yml, got an empty text', {
    retryable: false,
  });
}
