import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError, readFault } from '../google-error.ts';
import { openBigQuery } from './client.ts';
import { bigQueryProperties } from './job-properties.ts';
import { parseDataset } from './table-id.ts';

/** Deletes a data set. */
export const deleteDataset = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.DeleteDataset',
  title: 'Delete a BigQuery data set.',
  properties: Type.Object({
    ...bigQueryProperties,
    name: Type.String({ description: 'The data set’s name.' }),
    deleteContents: Type.Optional(
      Type.Boolean({ description: 'Its tables too. Without, it has to be empty.', default: false }),
    ),
  }),
  outputs: Type.Object({ dataset: Type.String({ description: 'Its name.' }) }),
  examples: [
    {
      title: 'Delete a data set with its tables',
      code: `id: remove
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.gcp.bigquery.DeleteDataset
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    name: scratch
    deleteContents: true
`,
    },
  ],
  async run(properties, context) {
    const client = await openBigQuery(properties, context);
    const { datasetId } = parseDataset(properties.name, client.projectId);
    try {
      const query = { deleteContents: properties.deleteContents ?? false };
      await client.call({ method: 'DELETE', uri: `/datasets/${datasetId}`, query });
    } catch (error) {
      context.signal.throwIfAborted();
      const full = readFault(error).reason === 'resourceInUse';
      throw googleError(
        error,
        `delete the data set ${properties.name}`,
        full ? 'Write `deleteContents: true`.' : undefined,
      );
    }
    return { outputs: { dataset: datasetId } };
  },
});
