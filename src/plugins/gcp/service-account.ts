import { createPrivateKey } from 'node:crypto';
import { TaskError } from '../../contract/errors.ts';
import { isPlainMap } from './plain-map.ts';

/** The JSON documents that Google's client libraries take as credentials. */
const kinds = ['service_account', 'authorized_user', 'external_account', 'impersonated_service_account'];

/** A credentials document that was looked at: it has what its type needs. */
export type CredentialsDocument = Readonly<Record<string, unknown>> & { readonly type: string };

/**
 * Reads the JSON text of a key. Every error says what is wrong with it and shows nothing of it.
 * @throws TaskError GCP_KEY_INVALID
 */
export function readCredentials(text: string): CredentialsDocument {
  const document = parse(text);
  const { type } = document;
  if (typeof type !== 'string') throw invalid('it has no `type`', 'Take the whole JSON file as Google gave it.');
  if (!kinds.includes(type)) {
    throw invalid(`its \`type\` is none of ${kinds.join(', ')}`, 'Make a key of type JSON for a service account.');
  }
  if (type === 'service_account') checkKey(document);
  return { ...document, type };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  const trimmed = text.trim();
  if (trimmed === '') throw invalid('it is empty', 'Set the secret that the flow reads it from.');
  if (!trimmed.startsWith('{'))
    throw invalid(notJson(trimmed), 'Put the content of the key’s JSON file into the secret.');
  try {
    const value: unknown = JSON.parse(trimmed);
    if (isPlainMap(value)) return value;
  } catch {
    // V8's message quotes the text, and the text is a key.
    const broken = /"[^"]*\n[^"]*KEY-----/.test(trimmed)
      ? 'it is not JSON: there are line breaks inside its texts'
      : 'it is not JSON, although it begins with {: a part of it may be missing';
    throw invalid(broken, 'Copy the file as it is: in JSON, the line breaks of `private_key` are written \\n.');
  }
  throw invalid('it is not a JSON object', 'Put the content of the key’s JSON file into the secret.');
}

function notJson(text: string): string {
  if (/^[A-Za-z0-9+/\s]+=*$/.test(text)) return 'it is base64, not JSON';
  if (text.startsWith('-----BEGIN')) return 'it is only the private key, not the whole JSON file';
  if (/^[^\s]*\.json$/.test(text)) return 'it is the name of a file, not its content';
  return 'it is not JSON';
}

function checkKey(document: Readonly<Record<string, unknown>>): void {
  for (const name of ['client_email', 'private_key']) {
    if (typeof document[name] !== 'string' || document[name] === '') {
      throw invalid(`it has no \`${name}\``, 'Take the whole JSON file as Google gave it.');
    }
  }
  const key = String(document['private_key']);
  try {
    createPrivateKey(key);
  } catch {
    const why = key.includes('\\n') ? ': its line breaks are escaped twice (\\\\n)' : '';
    throw invalid(`its \`private_key\` is no private key in PEM form${why}`, 'Copy the file again, or make a new key.');
  }
}

function invalid(what: string, hint: string): TaskError {
  return new TaskError(
    'GCP_KEY_INVALID',
    `\`serviceAccount\` should be the JSON text of a service account key, but ${what}.`,
    {
      hint,
      retryable: false,
    },
  );
}
