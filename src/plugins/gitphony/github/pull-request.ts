import { fixed, Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { isWaitedFor, labelNames, payloadAt, textAt, variablesOf } from '../../../plugin-kit/event-payload.ts';

const defaultTypes = ['opened', 'synchronize', 'reopened'] as const;

/** Runs the flow when a pull request is opened or changed. */
export const pullRequest = defineTrigger({
  type: 'gitphony.github.PullRequest',
  title: 'Runs the flow when a pull request is opened or changed.',
  description:
    'Compiles to `pull_request`, never to `pull_request_target`: runs for forks get no secrets, and see the code of the pull request with no right to write. GitHub only.',
  properties: Type.Object({
    types: Type.Optional(
      fixed(
        Type.Array(
          Type.Union([
            Type.Literal('opened'),
            Type.Literal('synchronize'),
            Type.Literal('reopened'),
            Type.Literal('closed'),
            Type.Literal('labeled'),
            Type.Literal('unlabeled'),
            Type.Literal('ready_for_review'),
            Type.Literal('converted_to_draft'),
            Type.Literal('edited'),
          ]),
          { minItems: 1, description: 'What has to happen. Default: opened, synchronize, reopened.' },
        ),
      ),
    ),
    branches: Type.Optional(
      fixed(
        Type.Array(Type.String({ minLength: 1 }), {
          minItems: 1,
          description: 'Patterns of the branches that it is to be merged into. Default: all.',
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
    action: Type.String({ description: 'What happened, e.g. opened.' }),
    number: Type.Integer({ description: 'Its number.' }),
    title: Type.String({ description: 'Its title.' }),
    branch: Type.String({ description: 'The branch that it comes from.' }),
    base: Type.String({ description: 'The branch that it is to be merged into.' }),
    sha: Type.String({ description: 'The newest commit of it.' }),
    author: Type.String({ description: 'Who opened it.' }),
    fork: Type.Boolean({ description: 'Whether it comes from another repository.' }),
    draft: Type.Boolean({ description: 'Whether it is a draft.' }),
    labels: Type.Array(Type.String(), { description: 'The names of its labels.' }),
    url: Type.String({ description: 'Its page.' }),
  }),
  strangerText: ['title', 'branch', 'labels'],
  examples: [
    {
      title: 'On pull requests that change models',
      code: `id: on_pull_request
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Pull request {{ trigger.number }} into {{ trigger.base }}"
triggers:
  - id: event
    type: gitphony.github.PullRequest
    branches: [main]
    paths: ["models/**"]
`,
    },
  ],
  toWorkflow: ({ types = [...defaultTypes], branches, paths }) => ({
    pull_request: {
      types,
      ...(branches === undefined ? {} : { branches }),
      ...(paths === undefined ? {} : { paths }),
    },
  }),
  fromEvent({ name, payload }, { types = [...defaultTypes] }, node) {
    if (name !== 'pull_request' || !isWaitedFor(payload, types)) return undefined;
    const subject = 'pull_request';
    const from = textAt(payload, subject, 'head', 'repo', 'full_name');
    const variables = variablesOf({
      action: textAt(payload, 'action'),
      number: payloadAt(payload, subject, 'number'),
      title: textAt(payload, subject, 'title'),
      branch: textAt(payload, subject, 'head', 'ref'),
      base: textAt(payload, subject, 'base', 'ref'),
      sha: textAt(payload, subject, 'head', 'sha'),
      author: textAt(payload, subject, 'user', 'login'),
      fork: from !== textAt(payload, 'repository', 'full_name'),
      draft: payloadAt(payload, subject, 'draft') === true,
      labels: labelNames(payload, subject),
      url: textAt(payload, subject, 'html_url'),
    });
    return { id: node.id, type: node.type, variables };
  },
});
