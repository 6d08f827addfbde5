import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { commandLines, commandsProperty } from '../../../plugin-kit/scripts/script-job.ts';
import { dbtProperties } from './dbt-properties.ts';
import { runDbt } from './run-dbt.ts';

/** Runs dbt commands. */
export const dbtCli = defineTask({
  type: 'io.kestra.plugin.dbt.cli.DbtCLI',
  title: 'Run dbt commands.',
  description: `dbt is not part of Gitphony: install it on the machine (\`pip install dbt-postgres\`), in \`beforeCommands\`, or give a task runner
with an image. Each model, test, seed and snapshot becomes a task run of its own below this one, with its time and state; a failed test
shows its SQL.`,
  properties: Type.Object({ commands: commandsProperty, ...dbtProperties }),
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
  run: (properties, context) => runDbt(properties, context, commandLines(properties.commands).commands),
});
