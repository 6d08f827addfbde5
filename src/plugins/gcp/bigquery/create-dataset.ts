import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError, readFault } from '../google-error.ts';
import { openBigQuery } from './client.ts';
import { datasetDocument, type DatasetDocument, describeDataset } from './dataset-document.ts';
import { datasetOutputs, datasetProperties } from './dataset-properties.ts';

type IfExists = 'ERROR' | 'UPDATE' | 'SKIP';

/** Makes a data set. */
export const createDataset = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.CreateDataset',
  title: 'Make a BigQuery data set.',
  properties: Type.Object({
    ...datasetProperties,
    ifExists: Type.Optional(
      Type.Unsafe<IfExists>({
        type: 'string',
        enum: ['ERROR', 'UPDATE', 'SKIP'],
        default: 'ERROR',
        description: 'Where there is such a data set already: fail, change it, or leave it.',
      }),
    ),
  }),
  outputs: datasetOutputs,
  examples: [
    {
      title: 'A data set that may be there already',
      code: `id: dataset
namespace: company.team
tasks:
  - id: create
    type: io.kestra.plugin.gcp.bigquery.CreateDataset
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    name: taxi
    location: EU
    ifExists: SKIP
`,
    },
  ],
  async run(properties, context) {
    const { name, ifExists = 'ERROR' } = properties;
    const client = await openBigQuery(properties, context);
    const body = datasetDocument(properties, client.projectId);
    try {
      const made = await client.call<DatasetDocument>({ method: 'POST', uri: '/datasets', body });
      context.log.info(`made the data set ${name}`);
      return { outputs: describeDataset(made) };
    } catch (error) {
      context.signal.throwIfAborted();
      if (readFault(error).status !== 409) throw googleError(error, `make the data set ${name}`);
      if (ifExists === 'ERROR') throw googleError(error, `make the data set ${name}`, existsHint);
    }
    const uri = `/datasets/${body.datasetReference.datasetId}`;
    try {
      if (ifExists === 'UPDATE') {
        return { outputs: describeDataset(await client.call<DatasetDocument>({ method: 'PATCH', uri, body })) };
      }
      context.log.info(`there is a data set ${name} already; it stays as it is`);
      return { outputs: describeDataset(await client.call<DatasetDocument>({ uri })) };
    } catch (error) {
      context.signal.throwIfAborted();
      throw googleError(error, `${ifExists === 'UPDATE' ? 'change' : 'look at'} the data set ${name}`);
    }
  },
});

const existsHint = 'Write `ifExists: SKIP` or `ifExists: UPDATE`, or choose another name.';
