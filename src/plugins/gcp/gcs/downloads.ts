import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { gcpProperties } from '../properties.ts';
import { downloadedOutputs } from './blob-output.ts';
import { openGcs } from './client.ts';
import { validateProperty } from './download.ts';
import { listObjects, takeObjects, withoutParts } from './list-objects.ts';
import { actionProperties, allVersionsProperty, listProperties, maxFilesProperty } from './list-properties.ts';
import { checkAction, takeIn } from './take-in.ts';

/** Downloads what a listing finds. */
export const downloads = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.Downloads',
  title: 'Download several objects of Cloud Storage into storage.',
  description: 'What becomes of the objects afterwards happens when all of them are there.',
  properties: Type.Object({
    ...gcpProperties,
    ...listProperties,
    ...allVersionsProperty,
    ...maxFilesProperty,
    ...actionProperties,
    ...validateProperty,
  }),
  outputs: downloadedOutputs,
  examples: [
    {
      title: 'Take what has come in',
      code: `id: take_in
namespace: company.team
tasks:
  - id: files
    type: io.kestra.plugin.gcp.gcs.Downloads
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/incoming/
    action: MOVE
    moveDirectory: gs://my-project-lake/archive/
`,
    },
  ],
  async run(properties, context) {
    const { from, maxFiles = 25 } = properties;
    checkAction(properties);
    const client = await openGcs(properties, context);
    const { objects, more } = await takeObjects(withoutParts(listObjects(client, properties)), 'FILES', maxFiles);
    if (more)
      context.log.warn(`there is more at ${from} than the ${maxFiles} of \`maxFiles\`; the rest is left where it is`);
    return { outputs: await takeIn(client, objects, properties, context) };
  },
});
