import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { runDbtCommand, runProperties } from './run-properties.ts';

/** `dbt run`. */
export const run = defineTask({
  type: 'io.kestra.plugin.dbt.cli.Run',
  title: 'Build models.',
  description:
    'The command `dbt run`. Each node becomes a task run of its own; see DbtCLI for how dbt itself gets there.',
  properties: Type.Object(runProperties),
  outputs: scriptOutputs,
  examples: [
    {
      title: 'A project of the namespace',
      code: `id: dbt_run
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.dbt.cli.Run
    namespaceFiles:
      enabled: true
    projectDir: dbt
    target: prod
    select:
      - tag:nightly
`,
    },
  ],
  run: (properties, context) => runDbtCommand('run', properties, context),
});
