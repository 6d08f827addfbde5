import type { RunContext } from '../../../contract/run-context.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { pollingProperties } from '../../../plugin-kit/polling-properties.ts';
import { fetchTypeOf } from '../../../plugin-kit/rows/fetch-type.ts';
import { pollRows, takenRows } from '../../../plugin-kit/rows/poll-rows.ts';
import { openBigQuery } from './client.ts';
import { dryRunSql } from './dry-run-sql.ts';
import { triggerLabel } from './job-id.ts';
import { queryOutputs } from './query-outputs.ts';
import { queryProperties } from './query-properties.ts';
import { runQuery } from './run-query.ts';

/** A poll changes nothing: what writes a table is not for it. */
const {
  destinationTable: _table,
  writeDisposition: _write,
  createDisposition: _create,
  schemaUpdateOptions: _update,
  clusteringFields: _clustering,
  timePartitioningField: _timeField,
  timePartitioningType: _timeType,
  rangePartitioningField: _rangeField,
  rangePartitioningStart: _rangeStart,
  rangePartitioningEnd: _rangeEnd,
  rangePartitioningInterval: _rangeInterval,
  allowLargeResults: _large,
  dryRun: _dryRun,
  ...pollProperties
} = queryProperties;

/** Runs a flow when a query has rows. */
export const trigger = defineTrigger({
  type: 'io.kestra.plugin.gcp.bigquery.Trigger',
  title: 'Runs the flow when a query on BigQuery has rows.',
  description: `Asks every \`interval\`, and fires each time that there are rows: nothing is remembered. Each poll is a query that BigQuery bills; the log
says what it read.

With FETCH and FETCH_ONE the poll hands the rows over, up to 60,000 characters on GitHub. With STORE the poll only looks; the query runs once more where
the execution runs, and starts nothing where the rows are gone by then.`,
  properties: Type.Object({
    sql: Type.String({ description: 'The SQL. It should only read.' }),
    ...pollProperties,
    ...pollingProperties,
  }),
  variables: queryOutputs,
  dryRunSql,
  examples: [
    {
      title: 'When a day has come in',
      code: `id: new_day
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.row.trips }} trips of today"
triggers:
  - id: today
    type: io.kestra.plugin.gcp.bigquery.Trigger
    interval: PT1H
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    sql: |
      SELECT COUNT(*) AS trips FROM taxi.trips
      WHERE DATE(pickup) = CURRENT_DATE() HAVING COUNT(*) > 0
    fetchType: FETCH_ONE
    stopAfter: [SUCCESS]
`,
    },
  ],
  toWorkflow: () => ({}),
  async poll(properties, context) {
    const client = await openBigQuery(properties, context);
    const query = { fetchType: fetchTypeOf(properties), hasAfter: false };
    return pollRows(query, (fetchType) => runQuery(client, labelled(properties, context), fetchType, context));
  },
  async take(_found, properties, context) {
    const client = await openBigQuery(properties, context);
    return takenRows(await runQuery(client, labelled(properties, context), fetchTypeOf(properties), context));
  },
});

/** The trigger's name goes along as a label, as Kestra's does. */
function labelled<P extends { readonly labels?: Record<string, string> }>(properties: P, context: RunContext): P {
  return { ...properties, labels: { ...triggerLabel(context), ...properties.labels } };
}
