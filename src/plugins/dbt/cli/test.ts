import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { runDbtCommand, runProperties } from './run-properties.ts';

/** `dbt test`. */
export const test = defineTask({
  type: 'io.kestra.plugin.dbt.cli.Test',
  title: 'Run tests.',
  description:
    'The command `dbt test`. Each node becomes a task run of its own; see DbtCLI for how dbt itself gets there.',
  properties: Type.Object(runProperties),
  outputs: scriptOutputs,
  examples: [
    {
      title: 'A project of the namespace',
      code: `id: dbt_test
namespace: company.team
tasks:
  - id: test
    type: io.kestra.plugin.dbt.cli.Test
    namespaceFiles:
      enabled: true
    projectDir: dbt
    target: prod
    select:
      - tag:nightly
`,
    },
  ],
  run: (properties, context) => runDbtCommand('test', properties, context),
});
