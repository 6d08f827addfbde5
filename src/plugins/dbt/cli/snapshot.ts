import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { runDbtCommand, runProperties } from './run-properties.ts';

/** `dbt snapshot`. */
export const snapshot = defineTask({
  type: 'io.kestra.plugin.dbt.cli.Snapshot',
  title: 'Take snapshots.',
  description:
    'The command `dbt snapshot`. Each node becomes a task run of its own; see DbtCLI for how dbt itself gets there.',
  properties: Type.Object(runProperties),
  outputs: scriptOutputs,
  examples: [
    {
      title: 'A project of the namespace',
      code: `id: dbt_snapshot
namespace: company.team
tasks:
  - id: snapshot
    type: io.kestra.plugin.dbt.cli.Snapshot
    namespaceFiles:
      enabled: true
    projectDir: dbt
    target: prod
    select:
      - tag:nightly
`,
    },
  ],
  run: (properties, context) => runDbtCommand('snapshot', properties, context),
});
