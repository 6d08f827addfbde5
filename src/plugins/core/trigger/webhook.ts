import { ignored, Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { newMap, type ValueMap } from '../../../util/values.ts';

const answered = 'GitHub answers a request before the flow runs';

/** Kestra's Webhook: runs a flow on a request from outside. */
export const webhook = defineTrigger({
  type: 'io.kestra.plugin.core.trigger.Webhook',
  aliases: ['io.kestra.core.models.triggers.types.Webhook'],
  title: 'Runs the flow on a request from outside.',
  description:
    'Templates see `trigger.body` (JSON, or the text where it is none), `trigger.headers` and `trigger.parameters` (lists of texts by name). ' +
    'On GitHub the request is a dispatch of the workflow with the key, see the page on triggers; it is answered before the flow runs. ' +
    'Locally: `gitphony run FLOW --trigger ID --body FILE`.',
  properties: Type.Object({
    key: Type.String({
      minLength: 1,
      maxLength: 256,
      description:
        "What a request must know. A flow file is no place for a secret: `{{ secret('WEBHOOK_KEY') }}` keeps it out of the repository.",
      'x-secret': true,
    }),
    wait: Type.Optional(ignored(`makes the request wait for the end of the flow; ${answered}`, Type.Boolean())),
    returnOutputs: Type.Optional(ignored(`answers the request with the flow’s outputs; ${answered}`, Type.Boolean())),
    responseContentType: Type.Optional(
      ignored(
        `is the type of that answer; ${answered}`,
        Type.Union([Type.Literal('application/json'), Type.Literal('text/plain')]),
      ),
    ),
    responseCode: Type.Optional(ignored(`is the status of that answer; ${answered}`, Type.Integer())),
  }),
  variables: Type.Object({
    body: Type.Unknown({ description: 'The body: JSON where it is JSON, else its text; null where there is none.' }),
    headers: Type.Record(Type.String(), Type.Array(Type.String()), {
      description: 'The headers by the names that were sent, each a list.',
    }),
    parameters: Type.Record(Type.String(), Type.Array(Type.String()), {
      description: 'The parameters of the query, each a list.',
    }),
  }),
  examples: [
    {
      title: 'With a value of the body as an input',
      code: `id: on_order
namespace: company.team
inputs:
  - id: order
    type: INT
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Order {{ inputs.order }} of {{ trigger.body.customer ?? 'somebody' }}"
triggers:
  - id: hook
    type: io.kestra.plugin.core.trigger.Webhook
    key: "{{ secret('ORDER_WEBHOOK_KEY') }}"
    inputs:
      order: "{{ trigger.body.order }}"
`,
    },
  ],
  toWorkflow: () => ({}),
  fromRequest({ body, headers, parameters }, node) {
    const variables: ValueMap = Object.assign(newMap(), { body, headers, parameters });
    return { id: node.id, type: node.type, variables };
  },
});
