import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError } from '../google-error.ts';
import { openBigQuery } from './client.ts';
import { datasetDocument, type DatasetDocument, describeDataset } from './dataset-document.ts';
import { datasetOutputs, datasetProperties } from './dataset-properties.ts';

/** Changes a data set. */
export const updateDataset = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.UpdateDataset',
  title: 'Change a BigQuery data set.',
  description: 'What is not given stays as it is. The location of a data set cannot be changed.',
  properties: Type.Object(datasetProperties),
  outputs: datasetOutputs,
  examples: [
    {
      title: 'Let new tables live for a week',
      code: `id: scratch
namespace: company.team
tasks:
  - id: update
    type: io.kestra.plugin.gcp.bigquery.UpdateDataset
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    name: scratch
    defaultTableLifetime: 604800000
`,
    },
  ],
  async run(properties, context) {
    const client = await openBigQuery(properties, context);
    const { location: _, ...body } = datasetDocument(properties, client.projectId);
    try {
      const uri = `/datasets/${body.datasetReference.datasetId}`;
      const changed = await client.call<DatasetDocument>({ method: 'PATCH', uri, body });
      const { location } = properties;
      if (location !== undefined && changed.location?.toLowerCase() !== location.toLowerCase()) {
        context.log.warn(
          `the data set ${properties.name} lies in ${changed.location ?? 'no place that is known'}, not in ${location}: that cannot be changed`,
        );
      }
      return { outputs: describeDataset(changed) };
    } catch (error) {
      context.signal.throwIfAborted();
      throw googleError(error, `change the data set ${properties.name}`);
    }
  },
});
