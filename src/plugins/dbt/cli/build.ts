import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { runDbtCommand, runProperties } from './run-properties.ts';

/** `dbt build`. */
export const build = defineTask({
  type: 'io.kestra.plugin.dbt.cli.Build',
  title: 'Build models, tests, seeds and snapshots in their order.',
  description:
    'The command `dbt build`. Each node becomes a task run of its own; see DbtCLI for how dbt itself gets there.',
  properties: Type.Object(runProperties),
  outputs: scriptOutputs,
  examples: [
    {
      title: 'A project of the namespace',
      code: `id: dbt_build
namespace: company.team
tasks:
  - id: build
    type: io.kestra.plugin.dbt.cli.Build
    namespaceFiles:
      enabled: true
    projectDir: dbt
    target: prod
    select:
      - tag:nightly
`,
    },
  ],
  run: (properties, context) => runDbtCommand('build', properties, context),
});
