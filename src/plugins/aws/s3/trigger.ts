import { Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { findNews } from '../../../plugin-kit/find-news.ts';
import { namedThings, nameThings } from '../../../plugin-kit/named-things.ts';
import { changeType, pollingProperties, rememberingProperties } from '../../../plugin-kit/polling-properties.ts';
import { withS3 } from './client.ts';
import { listObjects } from './list-objects.ts';
import { listProperties, maxFilesProperty, s3Object, type S3Object } from './list-properties.ts';
import { actionProperties, checkAction } from './perform-action.ts';
import { downloadedOutputs, takeIn } from './take-in.ts';

/** Runs a flow when objects come into a bucket. */
export const trigger = defineTrigger({
  type: 'io.kestra.plugin.aws.s3.Trigger',
  title: 'Runs the flow when objects come into an S3 bucket.',
  description: `Lists every \`interval\`, and fires for what is new or changed (\`on\`): each version of an object once, by its entity tag, also where \`action\` leaves it
there. The execution downloads the objects before its first task, then does \`action\`; an object that is gone by then is left out, and where all are gone nothing runs.`,
  properties: Type.Object({
    ...listProperties,
    ...actionProperties,
    ...maxFilesProperty,
    ...pollingProperties,
    ...rememberingProperties,
  }),
  variables: Type.Object({
    ...downloadedOutputs.properties,
    objects: Type.Array(Type.Object({ ...s3Object.properties, changeType }), {
      description: 'The objects, each with its `uri`.',
    }),
  }),
  examples: [
    {
      title: 'Each file that comes in, then into the archive',
      code: `id: take_in
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: "{{ trigger.objects }}"
    tasks:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "{{ fromJson(taskrun.value).key }} is in {{ fromJson(taskrun.value).uri }}"
triggers:
  - id: incoming
    type: io.kestra.plugin.aws.s3.Trigger
    interval: PT15M
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    prefix: incoming/
    action: MOVE
    moveTo:
      key: archive
`,
    },
  ],
  toWorkflow: () => ({}),
  remembers: true,
  async poll(properties, context, remembered) {
    const { bucket, on = 'CREATE_OR_UPDATE', stateTtl, maxFiles: limit = 25, action, moveTo } = properties;
    checkAction(action, moveTo);
    const seen = await withS3(properties, context, async (session) => {
      const things: { key: string; version: string; object: S3Object }[] = [];
      for await (const object of listObjects(session, properties)) {
        const { key, etag, lastModified } = object;
        if (!key.endsWith('/')) things.push({ key: `${bucket}/${key}`, version: etag ?? lastModified ?? '', object });
      }
      return things;
    });
    const { news, more, remember } = findNews(seen, remembered, { on, stateTtl, limit, now: Date.now() });
    if (more)
      context.log.warn(
        `there is more news in ${bucket} than the ${limit} of \`maxFiles\`: the next poll finds the rest`,
      );
    return {
      ...(remember === undefined ? {} : { remember }),
      ...(news.length === 0
        ? {}
        : {
            variables: { objects: news.map(({ object, changeType: how }) => ({ ...object, changeType: how })) },
            found: nameThings(news.map(({ object, changeType: how }) => ({ name: object.key, changeType: how }))),
          }),
    };
  },
  take(found, properties, context) {
    const names = namedThings(found);
    return withS3(properties, context, async (session) => {
      const objects: S3Object[] = [];
      // Listed again: only what the trigger itself may find is taken, whatever the field names.
      for await (const object of listObjects(session, properties)) {
        if (!object.key.endsWith('/') && names.has(object.key)) objects.push(object);
      }
      if (objects.length === 0) return undefined;
      const taken = await takeIn(session, objects, properties, context);
      const changed = taken.objects.map((object) => ({ ...object, changeType: names.get(object.key) ?? 'CREATE' }));
      return { ...taken, objects: changed };
    });
  },
});
