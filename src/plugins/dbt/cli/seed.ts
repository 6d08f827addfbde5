import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { runDbtCommand, runProperties } from './run-properties.ts';

/** `dbt seed`. */
export const seed = defineTask({
  type: 'io.kestra.plugin.dbt.cli.Seed',
  title: 'Load CSV files as tables.',
  description:
    'The command `dbt seed`. Each node becomes a task run of its own; see DbtCLI for how dbt itself gets there.',
  properties: Type.Object(runProperties),
  outputs: scriptOutputs,
  examples: [
    {
      title: 'A project of the namespace',
      code: `id: dbt_seed
namespace: company.team
tasks:
  - id: seed
    type: io.kestra.plugin.dbt.cli.Seed
    namespaceFiles:
      enabled: true
    projectDir: dbt
    target: prod
    select:
      - tag:nightly
`,
    },
  ],
  run: (properties, context) => runDbtCommand('seed', properties, context),
});
