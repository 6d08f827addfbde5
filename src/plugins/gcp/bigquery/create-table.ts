import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError } from '../google-error.ts';
import { openBigQuery } from './client.ts';
import { dryRunView } from './dry-run-sql.ts';
import { describeTable } from './describe-table.ts';
import type { TableDocument } from './rest-types.ts';
import { tableDocument } from './table-document.ts';
import { parseDataset } from './table-id.ts';
import { tableChangeProperties, tableOutputs } from './table-properties.ts';

/** Makes a table. */
export const createTable = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.CreateTable',
  title: 'Make a BigQuery table, a view or an external table.',
  properties: Type.Object(tableChangeProperties),
  outputs: tableOutputs,
  dryRunSql: dryRunView,
  examples: [
    {
      title: 'A table that is partitioned by day',
      code: `id: make_table
namespace: company.team
tasks:
  - id: trips
    type: io.kestra.plugin.gcp.bigquery.CreateTable
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips
    tableDefinition:
      type: TABLE
      schema:
        fields:
          - {name: pickup, type: TIMESTAMP}
          - {name: amount, type: NUMERIC}
      standardTableDefinition:
        timePartitioning:
          type: DAY
          field: pickup
`,
    },
  ],
  async run(properties, context) {
    const client = await openBigQuery(properties, context);
    const dataset = parseDataset(properties.dataset, client.projectId);
    const body = {
      tableReference: { ...dataset, tableId: properties.table },
      ...tableDocument(properties, Date.now()),
    };
    try {
      const uri = `/datasets/${dataset.datasetId}/tables`;
      return { outputs: describeTable(await client.call<TableDocument>({ method: 'POST', uri, body })) };
    } catch (error) {
      context.signal.throwIfAborted();
      throw googleError(error, `make the table ${properties.dataset}.${properties.table}`);
    }
  },
});
