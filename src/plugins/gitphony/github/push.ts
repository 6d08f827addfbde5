import { fixed, Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { textAt, variablesOf } from '../../../plugin-kit/event-payload.ts';

/** Runs the flow when somebody pushes to the repository. */
export const push = defineTrigger({
  type: 'gitphony.github.Push',
  title: 'Runs the flow when somebody pushes to the repository.',
  description: 'GitHub only: a trigger of our own, which no Kestra server knows.',
  properties: Type.Object({
    branches: Type.Optional(
      fixed(
        Type.Array(Type.String({ minLength: 1 }), {
          minItems: 1,
          description: 'Patterns of branches, as GitHub has them. Default: all.',
        }),
      ),
    ),
    tags: Type.Optional(
      fixed(
        Type.Array(Type.String({ minLength: 1 }), {
          minItems: 1,
          description: 'Patterns of tags. Default: all, where no branches are given.',
        }),
      ),
    ),
    paths: Type.Optional(
      fixed(
        Type.Array(Type.String({ minLength: 1 }), {
          minItems: 1,
          description: 'Patterns of files, of which one must have changed. Default: any.',
        }),
      ),
    ),
  }),
  variables: Type.Object({
    ref: Type.String({ description: 'The full name of what was pushed, e.g. refs/heads/main.' }),
    branch: Type.String({ description: 'The branch; empty for a tag.' }),
    tag: Type.String({ description: 'The tag; empty for a branch.' }),
    sha: Type.String({ description: 'The commit it is at now.' }),
    before: Type.String({ description: 'The commit it was at before.' }),
    message: Type.String({ description: 'The message of that commit.' }),
    actor: Type.String({ description: 'Who pushed.' }),
  }),
  strangerText: ['ref', 'branch', 'tag', 'message'],
  examples: [
    {
      title: 'After a push that changes models',
      code: `id: on_push
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.branch }} is at {{ trigger.sha }}"
triggers:
  - id: event
    type: gitphony.github.Push
    branches: [main]
    paths: ["models/**"]
`,
    },
  ],
  toWorkflow: ({ branches, tags, paths }) => ({
    push: {
      ...(branches === undefined ? {} : { branches }),
      ...(tags === undefined ? {} : { tags }),
      ...(paths === undefined ? {} : { paths }),
    },
  }),
  fromEvent({ name, payload }, _properties, node) {
    if (name !== 'push') return undefined;
    const ref = textAt(payload, 'ref');
    const after = (start: string): string => (ref.startsWith(start) ? ref.slice(start.length) : '');
    const variables = variablesOf({
      ref,
      branch: after('refs/heads/'),
      tag: after('refs/tags/'),
      sha: textAt(payload, 'after'),
      before: textAt(payload, 'before'),
      message: textAt(payload, 'head_commit', 'message'),
      actor: textAt(payload, 'sender', 'login'),
    });
    return { id: node.id, type: node.type, variables };
  },
});
