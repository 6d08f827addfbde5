import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { commandLines, commandsProperty } from '../../../plugin-kit/scripts/script-job.ts';
import { CORE_IMAGE, dbtProperties } from './dbt-properties.ts';
import { runDbt } from './run-dbt.ts';

const FUSION_IMAGE = 'ghcr.io/kestra-io/dbt-fusion';

type LogFormat = 'JSON' | 'TEXT' | 'DEBUG' | 'NONE';

/** Runs dbt commands. */
export const dbtCli = defineTask({
  type: 'io.kestra.plugin.dbt.cli.DbtCLI',
  title: 'Run dbt commands.',
  description: `dbt is not part of Gitphony: install it on the machine (\`pip install dbt-postgres\`), in \`beforeCommands\`, or run it in a container.
The image that is the default there has the adapters for BigQuery, DuckDB and Snowflake; \`ghcr.io/kestra-io/dbt-postgres\` and its like have
others. Each model, test, seed and snapshot becomes a task run of its own below this one, with its time and state; a failed test
shows its SQL.`,
  properties: Type.Object({
    commands: commandsProperty,
    ...dbtProperties,
    logFormat: Type.Optional(
      Type.Unsafe<LogFormat>({
        type: 'string',
        enum: ['JSON', 'TEXT', 'DEBUG', 'NONE'],
        description:
          'dbt’s lines are read as JSON and logged as plain text at their own level. DEBUG shows dbt’s time and thread in front of them. ' +
          'NONE leaves dbt’s log to the commands: then nodes are recorded when all have ended, without their times.',
        default: 'JSON',
      }),
    ),
    engine: Type.Optional(
      Type.Unsafe<'CORE' | 'FUSION'>({
        type: 'string',
        enum: ['CORE', 'FUSION'],
        description: `The image where \`containerImage\` names none: \`${CORE_IMAGE}\`, or \`${FUSION_IMAGE}\`.`,
        default: 'CORE',
      }),
    ),
  }),
  outputs: scriptOutputs,
  examples: [
    {
      title: 'A project of the namespace, on PostgreSQL',
      code: `id: models
namespace: company.team
tasks:
  - id: dbt
    type: io.kestra.plugin.dbt.cli.DbtCLI
    namespaceFiles:
      enabled: true
      include:
        - dbt/**
    projectDir: dbt
    beforeCommands:
      - python3 -m venv .venv && . .venv/bin/activate && pip install --quiet dbt-core==1.10.23 dbt-postgres==1.10.2
    commands:
      - dbt build
    profiles: |
      taxi:
        target: prod
        outputs:
          prod:
            type: postgres
            host: localhost
            port: 5432
            user: "{{ secret('POSTGRES_USER') }}"
            password: "{{ secret('POSTGRES_PASSWORD') }}"
            dbname: ny_taxi
            schema: public
            threads: 4
`,
    },
    {
      title: 'Only what changed since the last good run',
      code: `id: slim
namespace: company.team
tasks:
  - id: dbt
    type: io.kestra.plugin.dbt.cli.DbtCLI
    namespaceFiles:
      enabled: true
    loadManifest:
      key: dbt_manifest
    storeManifest:
      key: dbt_manifest
    commands:
      - dbt build --select state:modified+
`,
    },
  ],
  run: ({ logFormat, engine, ...properties }, context) =>
    runDbt(properties, context, {
      ...commandLines(properties.commands),
      image: engine === 'FUSION' ? FUSION_IMAGE : CORE_IMAGE,
      ...(logFormat === 'NONE' ? { logFormat: 'none' } : {}),
      ...(logFormat === 'DEBUG' ? { shown: 'with-origin' } : {}),
    }),
});
