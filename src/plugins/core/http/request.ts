import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { send } from './client.ts';
import type { HttpAnswer } from './http-answer.ts';
import { checkCode, connectionFailure } from './failures.ts';
import { httpProperties, responseHeaders } from './properties.ts';

const LARGEST_BODY = 10 * 1024 * 1024;

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
  outputs: Type.Object({
    uri: Type.String({ description: 'The address of the request, with its parameters.' }),
    code: Type.Integer({ description: 'The status code.' }),
    headers: responseHeaders,
    body: Type.Optional(Type.String({ description: 'The body as text.' })),
  }),
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
  async run(properties, context) {
    const answer = await send(properties, context);
    try {
      await checkCode(answer, properties);
      const { uri, code, headers } = answer;
      const content = await readAll(answer, properties.options?.maxContentLength ?? LARGEST_BODY);
      const hasBody = code !== 204 && properties.method !== 'HEAD';
      return { outputs: { uri, code, headers, ...(hasBody ? { body: decode(content) } : {}) } };
    } catch (error) {
      context.signal.throwIfAborted();
      throw connectionFailure(error, properties.method ?? 'GET', answer.uri);
    } finally {
      await answer.close();
    }
  },
});

async function readAll({ body }: HttpAnswer, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size <= limit) continue;
    throw new TaskError('HTTP_TOO_LARGE', `expected a body of at most ${limit} bytes, got more`, {
      retryable: false,
      hint: 'Use io.kestra.plugin.core.http.Download, which streams into storage, or raise options.maxContentLength.',
    });
  }
  return Buffer.concat(chunks);
}

function decode(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (cause) {
    throw new TaskError('HTTP_NOT_TEXT', 'expected a body of UTF-8 text, got other bytes', {
      cause,
      retryable: false,
      hint: 'Use io.kestra.plugin.core.http.Download for files and for text in another encoding.',
    });
  }
}
