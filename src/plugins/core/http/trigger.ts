import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { isTruthy } from '../../../plugin-kit/is-truthy.ts';
import { pollingProperties } from '../../../plugin-kit/polling-properties.ts';
import { newMap, type ValueMap } from '../../../util/values.ts';
import { answerOutputs, askText } from './ask-text.ts';
import { httpProperties } from './properties.ts';

/** Runs a flow when an address answers as it should. */
export const trigger = defineTrigger({
  type: 'io.kestra.plugin.core.http.Trigger',
  aliases: ['io.kestra.plugin.fs.http.Trigger'],
  title: 'Runs the flow when an HTTP request is answered as it should be.',
  description:
    'Asks every `interval`, and fires each time that `responseCondition` holds: nothing is remembered. `stopAfter: [SUCCESS]` makes it once.',
  properties: Type.Object({
    ...httpProperties,
    ...pollingProperties,
    responseCondition: Type.Optional(
      selfRendered(
        Type.String({
          default: '{{ response.statusCode < 400 }}',
          description:
            'When to fire. Templates see `response.statusCode`, `response.body` (text) and `response.headers`; the empty text, `false` and `0` are no.',
        }),
      ),
    ),
    encryptBody: Type.Optional(
      Type.Literal(false, { description: 'Kept for flows written for Kestra: outputs are not encrypted here.' }),
    ),
  }),
  variables: answerOutputs,
  examples: [
    {
      title: 'Once a price is low enough',
      code: `id: price_alert
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "The price is now {{ fromJson(trigger.body).price }}"
triggers:
  - id: price
    type: io.kestra.plugin.core.http.Trigger
    uri: https://fakestoreapi.com/products/1
    responseCondition: "{{ fromJson(response.body).price <= 110 }}"
    interval: PT1H
    stopAfter: [SUCCESS]
`,
    },
  ],
  toWorkflow: () => ({}),
  async poll({ responseCondition, ...properties }, context) {
    // Which codes are good is for the condition to say.
    const options = { ...properties.options, allowFailed: true };
    const answer = await askText({ ...properties, options }, context);
    const { code, body, headers } = answer;
    const response: ValueMap = Object.assign(newMap(), { statusCode: code, body: body ?? null, headers });
    const text = await context.render(responseCondition ?? '{{ response.statusCode < 400 }}', { response });
    return isTruthy(text) ? { variables: answer } : {};
  },
});
