import { fixed, Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { payloadAt, textAt, variablesOf } from '../../../plugin-kit/event-payload.ts';

/** Runs the flow after a run of another workflow. */
export const workflowRun = defineTrigger({
  type: 'gitphony.github.WorkflowRun',
  title: 'Runs the flow after a run of another workflow.',
  description:
    'Only runs of this repository count: those of a fork are left out, whatever they ended as. For flows, use the Flow trigger. GitHub only.',
  properties: Type.Object({
    workflows: fixed(
      Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description: 'The names of the workflows.' }),
    ),
    branches: Type.Optional(
      fixed(
        Type.Array(Type.String({ minLength: 1 }), {
          minItems: 1,
          description: 'Patterns of the branches that it ran for. Default: all.',
        }),
      ),
    ),
    conclusions: Type.Optional(
      fixed(
        Type.Array(Type.String({ minLength: 1 }), {
          minItems: 1,
          description: 'How it must have ended, e.g. success. Default: success.',
        }),
      ),
    ),
  }),
  variables: Type.Object({
    runId: Type.Integer({ description: 'The number of the run.' }),
    workflow: Type.String({ description: 'The name of its workflow.' }),
    conclusion: Type.String({ description: 'How it ended, e.g. success.' }),
    event: Type.String({ description: 'What started it, e.g. push.' }),
    branch: Type.String({ description: 'The branch that it ran for.' }),
    sha: Type.String({ description: 'The commit that it ran for.' }),
    url: Type.String({ description: 'Its page.' }),
  }),
  strangerText: ['branch'],
  examples: [
    {
      title: 'After the build',
      code: `id: after_build
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.workflow }} built {{ trigger.sha }}"
triggers:
  - id: event
    type: gitphony.github.WorkflowRun
    workflows: [Build]
    branches: [main]
`,
    },
  ],
  toWorkflow: ({ workflows, branches }) => ({
    workflow_run: { workflows, types: ['completed'], ...(branches === undefined ? {} : { branches }) },
  }),
  fromEvent({ name, payload }, { workflows, conclusions = ['success'] }, node) {
    if (name !== 'workflow_run') return undefined;
    const subject = 'workflow_run';
    const text = (...path: readonly string[]): string => textAt(payload, subject, ...path);
    const isOwn = text('head_repository', 'full_name') === textAt(payload, 'repository', 'full_name');
    const isMeant = workflows.includes(text('name')) && conclusions.includes(text('conclusion'));
    if (!isOwn || !isMeant) return undefined;
    const variables = variablesOf({
      runId: payloadAt(payload, subject, 'id'),
      workflow: text('name'),
      conclusion: text('conclusion'),
      event: text('event'),
      branch: text('head_branch'),
      sha: text('head_sha'),
      url: text('html_url'),
    });
    return { id: node.id, type: node.type, variables };
  },
});
