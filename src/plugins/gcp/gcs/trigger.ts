import { Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { findNews } from '../../../plugin-kit/find-news.ts';
import { namedThings, nameThings } from '../../../plugin-kit/named-things.ts';
import { changeType, pollingProperties, rememberingProperties } from '../../../plugin-kit/polling-properties.ts';
import { gcpProperties } from '../properties.ts';
import { addressText } from './address.ts';
import { blobSchema, describeBlob, downloadedOutputs } from './blob-output.ts';
import { openGcs } from './client.ts';
import { type FoundObject, listObjects, withoutParts } from './list-objects.ts';
import { actionProperties, listProperties, maxFilesProperty } from './list-properties.ts';
import { checkAction, takeIn } from './take-in.ts';

/** Runs a flow when objects come into a bucket. */
export const trigger = defineTrigger({
  type: 'io.kestra.plugin.gcp.gcs.Trigger',
  title: 'Runs the flow when objects come into a Cloud Storage bucket.',
  description: `Lists every \`interval\`, and fires for what is new or changed (\`on\`): each generation of an object and of its metadata once, also where \`action\` leaves it there.
The execution downloads the objects before its first task, then does \`action\`; an object that is gone by then is left out, and where all are gone nothing runs.`,
  properties: Type.Object({
    ...gcpProperties,
    ...listProperties,
    ...maxFilesProperty,
    ...actionProperties,
    ...pollingProperties,
    ...rememberingProperties,
  }),
  variables: Type.Object({
    ...downloadedOutputs.properties,
    blobs: Type.Array(Type.Object({ ...blobSchema.properties, changeType }), {
      description: 'The objects; `uri` is the file in storage.',
    }),
  }),
  examples: [
    {
      title: 'Each CSV file that comes in, then into the archive',
      code: `id: take_in
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: "{{ trigger.blobs }}"
    tasks:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "{{ fromJson(taskrun.value).name }} is in {{ fromJson(taskrun.value).uri }}"
triggers:
  - id: incoming
    type: io.kestra.plugin.gcp.gcs.Trigger
    interval: PT15M
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/incoming/
    regExp: '.*[.]csv'
    action: MOVE
    moveDirectory: gs://my-project-lake/archive/
`,
    },
  ],
  toWorkflow: () => ({}),
  remembers: true,
  async poll(properties, context, remembered) {
    checkAction(properties);
    const { from, on = 'CREATE_OR_UPDATE', stateTtl, maxFiles: limit = 25 } = properties;
    const client = await openGcs(properties, context);
    const seen: { key: string; version: string; object: FoundObject }[] = [];
    for await (const object of withoutParts(listObjects(client, properties))) {
      if (object.isDirectory) continue;
      seen.push({ key: addressText(object), version: versionOf(object), object });
    }
    const { news, more, remember } = findNews(seen, remembered, { on, stateTtl, limit, now: Date.now() });
    if (more)
      context.log.warn(`there is more news at ${from} than the ${limit} of \`maxFiles\`: the next poll finds the rest`);
    return {
      ...(remember === undefined ? {} : { remember }),
      ...(news.length === 0
        ? {}
        : {
            variables: {
              blobs: news.map(({ object, changeType: how }) => ({ ...describeBlob(object), changeType: how })),
            },
            found: nameThings(news.map(({ key: name, changeType: how }) => ({ name, changeType: how }))),
          }),
    };
  },
  async take(found, properties, context) {
    const names = namedThings(found);
    const client = await openGcs(properties, context);
    const objects: FoundObject[] = [];
    // Listed again: only what the trigger itself may find is taken, whatever the field names.
    for await (const object of withoutParts(listObjects(client, properties))) {
      if (!object.isDirectory && names.has(addressText(object))) objects.push(object);
    }
    if (objects.length === 0) return undefined;
    const { blobs, outputFiles } = await takeIn(client, objects, properties, context);
    const changed = blobs.map((blob) => ({ ...blob, changeType: names.get(addressText(blob)) ?? 'CREATE' }));
    return { blobs: changed, outputFiles };
  },
});

/** Another generation is another content; another metageneration other metadata. */
function versionOf(object: FoundObject): string {
  const { generation, metaGeneration, etag, updateTime } = describeBlob(object);
  return generation === undefined ? (etag ?? updateTime ?? '') : `${generation}/${metaGeneration ?? 0}`;
}
