import { fixed, Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { isWaitedFor, labelNames, payloadAt, textAt, variablesOf } from '../../../plugin-kit/event-payload.ts';

const defaultTypes = ['opened'] as const;

/** Runs the flow when an issue is opened or changed. */
export const issue = defineTrigger({
  type: 'gitphony.github.Issue',
  title: 'Runs the flow when an issue is opened or changed.',
  description:
    'Anybody may open issues in a public repository: their text is for `env` and SQL parameters, never for scripts. GitHub only.',
  properties: Type.Object({
    types: Type.Optional(
      fixed(
        Type.Array(
          Type.Union([
            Type.Literal('opened'),
            Type.Literal('edited'),
            Type.Literal('closed'),
            Type.Literal('reopened'),
            Type.Literal('labeled'),
            Type.Literal('unlabeled'),
            Type.Literal('assigned'),
            Type.Literal('unassigned'),
          ]),
          { minItems: 1, description: 'What has to happen. Default: opened.' },
        ),
      ),
    ),
    labels: Type.Optional(
      fixed(
        Type.Array(Type.String({ minLength: 1 }), {
          minItems: 1,
          description: 'Names of labels, of which it must have one. Default: any issue.',
        }),
      ),
    ),
  }),
  variables: Type.Object({
    action: Type.String({ description: 'What happened, e.g. opened.' }),
    number: Type.Integer({ description: 'Its number.' }),
    title: Type.String({ description: 'Its title.' }),
    body: Type.String({ description: 'Its text.' }),
    author: Type.String({ description: 'Who opened it.' }),
    labels: Type.Array(Type.String(), { description: 'The names of its labels.' }),
    url: Type.String({ description: 'Its page.' }),
  }),
  strangerText: ['title', 'body', 'labels'],
  examples: [
    {
      title: 'On issues that ask for data',
      code: `id: on_issue
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Issue {{ trigger.number }} of {{ trigger.author }}"
triggers:
  - id: event
    type: gitphony.github.Issue
    types: [labeled]
    labels: [data-request]
`,
    },
  ],
  toWorkflow: ({ types = [...defaultTypes] }) => ({ issues: { types } }),
  fromEvent({ name, payload }, { types = [...defaultTypes], labels }, node) {
    if (name !== 'issues' || !isWaitedFor(payload, types)) return undefined;
    const own = labelNames(payload, 'issue');
    if (labels !== undefined && !labels.some((label) => own.includes(label))) return undefined;
    const variables = variablesOf({
      action: textAt(payload, 'action'),
      number: payloadAt(payload, 'issue', 'number'),
      title: textAt(payload, 'issue', 'title'),
      body: textAt(payload, 'issue', 'body'),
      author: textAt(payload, 'issue', 'user', 'login'),
      labels: own,
      url: textAt(payload, 'issue', 'html_url'),
    });
    return { id: node.id, type: node.type, variables };
  },
});
