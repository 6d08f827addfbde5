import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { type Static, Type } from '../../../contract/schema.ts';
import { send } from './client.ts';
import { checkCode, connectionFailure } from './failures.ts';
import type { HttpAnswer } from './http-answer.ts';
import { type HttpProperties, responseHeaders } from './properties.ts';

const LARGEST_BODY = 10 * 1024 * 1024;

/** An answer with its text. */
export const answerOutputs = Type.Object({
  uri: Type.String({ description: 'The address of the request, with its parameters.' }),
  code: Type.Integer({ description: 'The status code.' }),
  headers: responseHeaders,
  body: Type.Optional(Type.String({ description: 'The body as text.' })),
});

/** Makes a request and reads the answer's text. */
export async function askText(properties: HttpProperties, context: RunContext): Promise<Static<typeof answerOutputs>> {
  const answer = await send(properties, context);
  try {
    await checkCode(answer, properties);
    const { uri, code, headers } = answer;
    const content = await readAll(answer, properties.options?.maxContentLength ?? LARGEST_BODY);
    const hasBody = code !== 204 && properties.method !== 'HEAD';
    return { uri, code, headers, ...(hasBody ? { body: decode(content) } : {}) };
  } catch (error) {
    context.signal.throwIfAborted();
    throw connectionFailure(error, properties.method ?? 'GET', answer.uri);
  } finally {
    await answer.close();
  }
}

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
