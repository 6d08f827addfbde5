import { Readable } from 'node:stream';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { send } from './client.ts';
import type { HttpAnswer } from './http-answer.ts';
import { checkCode, connectionFailure } from './failures.ts';
import { fileNameOf } from './file-name.ts';
import { type HttpProperties, httpProperties, responseHeaders } from './properties.ts';
import { printableUri } from './request-uri.ts';

/** At most one progress event in this time, in milliseconds: each is a line of the journal. */
const PROGRESS_MS = 1000;

/** Downloads a file into storage. */
export const download = defineTask({
  type: 'io.kestra.plugin.core.http.Download',
  aliases: ['io.kestra.plugin.fs.http.Download'],
  title: 'Download a file by HTTP into internal storage.',
  description:
    'Streams: a file of any size takes little memory. Fails where fewer bytes come than the server announced. ' +
    'Reports the metric `response.length` (bytes), and progress.',
  properties: Type.Object({
    ...httpProperties,
    failOnEmptyResponse: Type.Optional(
      Type.Boolean({ description: 'Whether an empty file is a failure.', default: true }),
    ),
    saveAs: Type.Optional(
      Type.String({ description: 'Name of the stored file. Default: as the server says, else as the address ends.' }),
    ),
  }),
  outputs: Type.Object({
    uri: Type.String({ description: 'URI of the stored file.' }),
    code: Type.Integer({ description: 'The status code.' }),
    length: Type.Integer({ description: 'Bytes of the stored file.' }),
    headers: responseHeaders,
  }),
  examples: [
    {
      title: 'Download a CSV file',
      code: `id: download
namespace: company.team
tasks:
  - id: extract
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/orders.csv
    retry:
      type: constant
      interval: PT10S
      maxAttempts: 3
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.extract.length }} bytes in {{ outputs.extract.uri }}"
`,
    },
  ],
  async run(properties, context) {
    const answer = await send(properties, context);
    try {
      await checkCode(answer, properties);
      const name = properties.saveAs ?? fileNameOf(answer.uri, answer.headers['content-disposition']?.[0]);
      const { uri, length } = await store(answer, name, properties, context);
      context.metric({ name: 'response.length', type: 'counter', value: length });
      return { outputs: { uri, code: answer.code, length, headers: answer.headers } };
    } finally {
      await answer.close();
    }
  },
});

async function store(
  answer: HttpAnswer,
  name: string,
  properties: HttpProperties & { failOnEmptyResponse?: boolean },
  context: RunContext,
): Promise<{ uri: string; length: number }> {
  let length = 0;
  const count = (bytes: number): void => void (length = bytes);
  const uri = await context.storage
    .put(name, Readable.from(counted(answer, context, count)))
    .catch((error: unknown) => {
      context.signal.throwIfAborted();
      const got = answer.length === undefined ? '' : ` (${length} of ${answer.length} bytes came)`;
      const failure = connectionFailure(error, properties.method ?? 'GET', answer.uri);
      throw new TaskError(failure.code, failure.message + got, {
        cause: error,
        ...(failure.hint === undefined ? {} : { hint: failure.hint }),
      });
    });
  try {
    checkLength(answer, length, properties, context);
  } catch (error) {
    await context.storage.delete(uri);
    throw error;
  }
  return { uri, length };
}

async function* counted(
  { body, length: total }: HttpAnswer,
  context: RunContext,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let done = 0;
  let reported = performance.now();
  const report = (): void => context.progress({ done, unit: 'bytes', ...(total === undefined ? {} : { total }) });
  for await (const chunk of body) {
    done += (chunk as Buffer).length;
    count(done);
    if (performance.now() - reported >= PROGRESS_MS) {
      reported = performance.now();
      report();
    }
    yield chunk as Buffer;
  }
  report();
}

function checkLength(
  answer: HttpAnswer,
  length: number,
  { failOnEmptyResponse = true, options = {} }: HttpProperties & { failOnEmptyResponse?: boolean },
  { log }: RunContext,
): void {
  const address = printableUri(answer.uri);
  if (answer.length !== undefined && answer.length !== length) {
    throw new TaskError('HTTP_INCOMPLETE', `${address}: expected ${answer.length} bytes, got ${length}`, {
      hint: 'Add a retry to the task: the connection broke off.',
    });
  }
  if (length > 0) return;
  if (failOnEmptyResponse && options.allowFailed !== true) {
    throw new TaskError('HTTP_EMPTY', `${address}: expected a file, got an empty one`, {
      hint: 'Where an empty file is fine, set failOnEmptyResponse: false.',
    });
  }
  log.warn(`File '${address}' is empty`);
}
