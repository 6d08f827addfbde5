import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { answerOutputs, askText } from './ask-text.ts';
import { httpProperties } from './properties.ts';

/** Makes an HTTP request; the answer's body becomes an output. */
export const request = defineTask({
  type: 'io.kestra.plugin.core.http.Request',
  aliases: ['io.kestra.plugin.fs.http.Request'],
  title: 'Make an HTTP request, and keep the answer as an output.',
  description:
    'For text of up to 10 MB. For files use `io.kestra.plugin.core.http.Download`, which streams into storage.',
  properties: Type.Object({
    ...httpProperties,
    encryptBody: Type.Optional(
      Type.Literal(false, { description: 'Kept for flows written for Kestra: outputs are not encrypted here.' }),
    ),
  }),
  outputs: answerOutputs,
  examples: [
    {
      title: 'Ask an API',
      code: `id: products
namespace: company.team
tasks:
  - id: products
    type: io.kestra.plugin.core.http.Request
    uri: https://dummyjson.com/products
    params:
      limit: 5
    options:
      timeout:
        connectTimeout: PT5S
  - id: first
    type: io.kestra.plugin.core.log.Log
    message: "{{ fromJson(outputs.products.body).products[0].title }}"
`,
    },
    {
      title: 'Send JSON with a token',
      code: `id: notify
namespace: company.team
tasks:
  - id: notify
    type: io.kestra.plugin.core.http.Request
    uri: https://example.com/hook
    method: POST
    body: "{{ {'execution': execution.id} }}"
    options:
      auth:
        type: BEARER
        token: "{{ secret('HOOK_TOKEN') }}"
`,
    },
  ],
  run: async (properties, context) => ({ outputs: await askText(properties, context) }),
});
