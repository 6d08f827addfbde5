import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { JsonSyntaxError, parseJson } from '../../../util/json.ts';
import { isMap, type Value, type ValueMap } from '../../../util/values.ts';
import { send } from './client.ts';
import { checkCode, connectionFailure } from './failures.ts';
import { httpProperties } from './properties.ts';
import { readSseEvents, type SseEvent } from './sse-events.ts';

/** Bytes of data that an output may hold. */
const LARGEST_OUTPUT = 10 * 1024 * 1024;

/** Reads server-sent events. */
export const sseRequest = defineTask({
  type: 'io.kestra.plugin.core.http.SseRequest',
  title: 'Read server-sent events until the server ends the stream.',
  description:
    'Data that is JSON is read as such. For streams that end by themselves; one that does not is ended by `timeout`, and fails ' +
    'the task. Reports the metric `size` (events).',
  properties: Type.Object({
    ...httpProperties,
    concatJqExpression: Type.Optional(
      selfRendered(
        Type.String({
          description:
            'A jq expression over each event (`{data, id, name, comment}`): its texts, numbers and booleans are put behind each other as `result`.',
        }),
      ),
    ),
    failedOnMissingJq: Type.Optional(
      Type.Boolean({ description: 'Fail where an event gives something else; else it is passed over.', default: true }),
    ),
  }),
  outputs: Type.Object({
    uri: Type.String({ description: 'The address of the request, with its parameters.' }),
    size: Type.Integer({ description: 'Events that came.' }),
    events: Type.Optional(
      Type.Array(Type.Unknown(), {
        description: 'The events, `{data, id, name, comment, retry}`; not where there is a result.',
      }),
    ),
    result: Type.Optional(Type.String({ description: 'What `concatJqExpression` gave.' })),
  }),
  examples: [
    {
      title: 'The words of an answer that comes piece by piece',
      code: `id: stream_answer
namespace: company.team
tasks:
  - id: answer
    type: io.kestra.plugin.core.http.SseRequest
    uri: https://example.com/stream
    timeout: PT5M
    concatJqExpression: ".data.message"
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.answer.result }}"
`,
    },
  ],
  async run({ concatJqExpression, failedOnMissingJq = true, ...properties }, context) {
    const events = await receive(properties, context);
    context.metric({ name: 'size', type: 'counter', value: events.list.length });
    const head = { uri: events.uri, size: events.list.length };
    if (concatJqExpression === undefined) return { outputs: { ...head, events: events.list } };
    const texts: string[] = [];
    const expression = await context.render(concatJqExpression);
    for (const event of events.list) {
      const text = await extract(event, expression, context);
      if (text !== undefined) texts.push(text);
      else if (failedOnMissingJq) throw missing(expression, event);
    }
    return { outputs: texts.length === 0 ? { ...head, events: events.list } : { ...head, result: texts.join('') } };
  },
});

type Properties = Parameters<typeof send>[0];

async function receive(properties: Properties, context: RunContext): Promise<{ uri: string; list: ValueMap[] }> {
  const headers = { accept: 'text/event-stream', ...properties.headers };
  const answer = await send({ ...properties, headers }, context);
  const limit = properties.options?.maxContentLength ?? LARGEST_OUTPUT;
  const list: ValueMap[] = [];
  let size = 0;
  try {
    await checkCode(answer, properties);
    for await (const event of readSseEvents(answer.body)) {
      size += event.data.length;
      if (size > limit) throw tooLarge(limit);
      list.push(toValue(event));
    }
    return { uri: answer.uri, list };
  } catch (error) {
    context.signal.throwIfAborted();
    throw connectionFailure(error, properties.method ?? 'GET', answer.uri);
  } finally {
    await answer.close();
  }
}

function toValue({ data, ...rest }: SseEvent): ValueMap {
  return { data: readData(data), ...rest };
}

function readData(text: string): Value {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return text;
    throw error;
  }
}

/** The last scalar that the expression gives; undefined where it gives none. */
async function extract(event: ValueMap, expression: string, context: RunContext): Promise<string | undefined> {
  let found: Value;
  try {
    found = parseJson(await context.render('{{ event | jq(expression) | toJson }}', { event, expression }));
  } catch (error) {
    context.log.debug(`${expression}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  const last = Array.isArray(found) ? found.at(-1) : found;
  return last === undefined || last === null || Array.isArray(last) || isMap(last) ? undefined : String(last);
}

function missing(expression: string, event: ValueMap): TaskError {
  const data = JSON.stringify(event['data'] ?? null).slice(0, 200);
  return new TaskError('SSE_JQ_MISSING', `expected a text, number or boolean by ${expression} from ${data}, got none`, {
    retryable: false,
    hint: 'Correct concatJqExpression, or set failedOnMissingJq: false to pass over such events.',
  });
}

function tooLarge(limit: number): TaskError {
  return new TaskError('HTTP_TOO_LARGE', `expected events of at most ${limit} characters in all, got more`, {
    retryable: false,
    hint: 'Raise options.maxContentLength, or ask the server for less.',
  });
}
