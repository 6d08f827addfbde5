import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError } from '../google-error.ts';
import { gcpProperties } from '../properties.ts';
import { openGcs } from './client.ts';

/** Gives somebody a role on a bucket. */
export const createBucketIamPolicy = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.CreateBucketIamPolicy',
  title: 'Give somebody a role on a Cloud Storage bucket.',
  properties: Type.Object({
    ...gcpProperties,
    name: Type.String({ description: 'The bucket’s name.' }),
    member: Type.String({
      description: '`user:ada@example.com`, `serviceAccount:…`, `group:…`, `domain:…`, `allUsers`.',
    }),
    role: Type.String({ description: 'The role: `roles/storage.objectViewer`.' }),
    ifExists: Type.Optional(
      Type.Unsafe<'ERROR' | 'SKIP'>({
        type: 'string',
        enum: ['ERROR', 'SKIP'],
        default: 'SKIP',
        description: 'Where the member has the role already: fail, or leave it.',
      }),
    ),
  }),
  outputs: Type.Object({
    bucket: Type.String(),
    member: Type.Optional(
      Type.String({ description: 'Without the word in front: `ada@example.com`; none for `allUsers`.' }),
    ),
    role: Type.String(),
    created: Type.Boolean({ description: 'Whether the member did not have it before.' }),
  }),
  examples: [
    {
      title: 'Let a service account read',
      code: `id: grant
namespace: company.team
tasks:
  - id: reader
    type: io.kestra.plugin.gcp.gcs.CreateBucketIamPolicy
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    name: my-project-lake
    member: serviceAccount:reader@my-project.iam.gserviceaccount.com
    role: roles/storage.objectViewer
`,
    },
  ],
  async run(properties, context) {
    const { name, member, role, ifExists = 'SKIP' } = properties;
    const client = await openGcs(properties, context);
    const colon = member.indexOf(':');
    const outputs = { bucket: name, ...(colon === -1 ? {} : { member: member.slice(colon + 1) }), role };
    try {
      const { iam } = client.bucket(name);
      const [policy] = await iam.getPolicy({ requestedPolicyVersion: 3 });
      const plain = policy.bindings.find((binding) => binding.role === role && binding.condition === undefined);
      if (plain?.members.includes(member) === true) {
        if (ifExists === 'ERROR') throw exists(name, member, role);
        context.log.info(`${member} has ${role} on ${name} already`);
        return { outputs: { ...outputs, created: false } };
      }
      if (plain === undefined) policy.bindings.push({ role, members: [member] });
      else plain.members.push(member);
      // The policy's etag goes along: a change that somebody else made meanwhile is refused, not overwritten.
      await iam.setPolicy(policy);
      return { outputs: { ...outputs, created: true } };
    } catch (error) {
      throw googleError(error, `give ${member} the role ${role} on the bucket ${name}`);
    }
  },
});

function exists(name: string, member: string, role: string): TaskError {
  return new TaskError('GCP_CONFLICT', `expected that ${member} has not ${role} on ${name} yet, but it has`, {
    hint: 'write `ifExists: SKIP`',
    retryable: false,
  });
}
