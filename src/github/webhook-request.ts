import { UsageError } from '../contract/errors.ts';
import type { TriggerRequest } from '../contract/trigger.ts';
import { dispatchField } from '../util/dispatch-fields.ts';
import { JsonSyntaxError, parseJson } from '../util/json.ts';
import { listsByName, readBody, readLists } from '../util/request-parts.ts';
import { isMap, newMap, ownEntry, type Value, type ValueMap } from '../util/values.ts';
import type { GithubEvent } from './event.ts';

/** A request to a webhook, as an event carries it. */
export interface WebhookCall {
  readonly key: string;
  readonly request: TriggerRequest;
}

/**
 * Reads the request out of a dispatch: the fields `_key`, `_body` and `_request` of the form, or the `client_payload`
 * `{key, body, headers, parameters}` of a repository_dispatch, whose body is any JSON. Undefined for other events.
 * Fails with DISPATCH_INVALID. Everything in it stays data: nothing of it is rendered, printed or run.
 */
export function readWebhookCall(event: GithubEvent): WebhookCall | undefined {
  if (event.name === 'repository_dispatch') return fromPayload(event.payload['client_payload'] ?? null);
  const key = textOf(event.inputs[dispatchField.key]);
  const body = textOf(event.inputs[dispatchField.body]);
  const parts = textOf(event.inputs[dispatchField.request]);
  if (key === '' && body === '' && parts === '') return undefined;
  if (key === '') {
    throw new UsageError('DISPATCH_INVALID', `${dispatchField.body} and ${dispatchField.request} belong to a webhook`, {
      hint: `give its key in ${dispatchField.key}, or leave all of them empty`,
    });
  }
  const { headers, parameters } = readParts(parts === '' ? newMap() : parsed(parts), dispatchField.request);
  return { key, request: { body: readBody(body), headers, parameters } };
}

function fromPayload(payload: Value): WebhookCall {
  if (!isMap(payload)) throw wrong('client_payload', 'a JSON object {key, body, headers, parameters}');
  const key = ownEntry(payload, 'key');
  if (typeof key !== 'string' || key === '') throw wrong('client_payload.key', 'the key of a webhook');
  const { headers, parameters } = readParts(payload, 'client_payload');
  return { key, request: { body: ownEntry(payload, 'body') ?? null, headers, parameters } };
}

function readParts(parts: Value, place: string): Pick<TriggerRequest, 'headers' | 'parameters'> {
  if (!isMap(parts)) throw wrong(place, 'a JSON object with headers and parameters');
  const given = ownEntry(parts, 'parameters');
  const parameters: ValueMap | undefined =
    typeof given === 'string' ? listsByName(new URLSearchParams(given)) : readLists(given);
  const headers = readLists(ownEntry(parts, 'headers'));
  if (headers === undefined) throw wrong(`headers of ${place}`, 'texts by name');
  if (parameters === undefined) throw wrong(`parameters of ${place}`, 'texts by name, or a query such as a=1&b=2');
  return { headers, parameters };
}

function parsed(text: string): Value {
  try {
    return parseJson(text);
  } catch (cause) {
    if (!(cause instanceof JsonSyntaxError)) throw cause;
    throw new UsageError('DISPATCH_INVALID', `${dispatchField.request}: ${cause.message}`, { cause });
  }
}

function wrong(place: string, expected: string): UsageError {
  return new UsageError('DISPATCH_INVALID', `${place}: expected ${expected}`, {
    hint: 'docs/triggers.md shows a request',
  });
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}
