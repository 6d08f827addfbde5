import type { HttpReply } from '../../http-server.ts';
import { errorReply, noContent, notFound, ok, pageOf } from '../replies.ts';
import { param, type Route, type RouteCall, textField } from '../router.ts';
import type { Secret } from '../state.ts';

/** GitHub's limit, of a repository and of an environment (https://docs.github.com/actions/reference/security/secrets). */
const mostSecrets = 100;

/** Repository and environment secrets (https://docs.github.com/rest/actions/secrets). Values go in sealed and never come out. */
export const secretRoutes: readonly Route[] = [
  ...routesBelow('/actions/secrets', 'secrets', (call) => call.state.secrets),
  ...routesBelow('/environments/:environment/secrets', 'environments', (call) => {
    return call.state.environments.get(param(call, 'environment'))?.secrets;
  }),
];

type Find = (call: RouteCall) => Map<string, Secret> | undefined;

function routesBelow(base: string, scope: 'secrets' | 'environments', find: Find): readonly Route[] {
  const read = { scope, level: 'read' } as const;
  const write = { scope, level: 'write' } as const;
  const on = (handle: (secrets: Map<string, Secret>, call: RouteCall) => HttpReply) => (call: RouteCall) => {
    const secrets = find(call);
    return secrets === undefined ? notFound() : handle(secrets, call);
  };
  return [
    { method: 'GET', path: `${base}/public-key`, needs: read, handle: on((_secrets, call) => publicKey(call)) },
    { method: 'GET', path: base, needs: read, handle: on(list) },
    { method: 'GET', path: `${base}/:name`, needs: read, handle: on(get) },
    { method: 'PUT', path: `${base}/:name`, needs: write, handle: on(put) },
    { method: 'DELETE', path: `${base}/:name`, needs: write, handle: on(remove) },
  ];
}

function publicKey({ state }: RouteCall): HttpReply {
  return ok({ key_id: state.sealedBox.keyId, key: state.sealedBox.publicKey });
}

function list(secrets: Map<string, Secret>, { url }: RouteCall): HttpReply {
  const sorted = [...secrets.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return pageOf(url, sorted.map(describe), 'secrets');
}

function get(secrets: Map<string, Secret>, call: RouteCall): HttpReply {
  const secret = secrets.get(param(call, 'name').toUpperCase());
  return secret === undefined ? notFound() : ok(describe(secret));
}

function put(secrets: Map<string, Secret>, call: RouteCall): HttpReply {
  const name = param(call, 'name').toUpperCase();
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name) || name.startsWith('GITHUB_')) {
    return errorReply(422, 'Secret names can only contain alphanumeric characters and underscores, no digit first');
  }
  if (textField(call, 'key_id') !== call.state.sealedBox.keyId)
    return errorReply(422, 'Bad request - key_id is not known');
  // GitHub opens the box later; that it cannot must not pass a test.
  const value = call.state.sealedBox.open(textField(call, 'encrypted_value') ?? '');
  if (value === undefined) return errorReply(422, 'encrypted_value is not sealed for the public key');
  if (Buffer.byteLength(value) > 48 * 1024) return errorReply(422, 'Secret value is too large: at most 48 KB');
  const known = secrets.get(name);
  if (known === undefined && secrets.size >= mostSecrets)
    return errorReply(422, `Secret limit of ${mostSecrets} reached`);
  const now = new Date();
  secrets.set(name, { name, value, createdAt: known?.createdAt ?? now, updatedAt: now });
  return known === undefined ? { status: 201, body: {} } : noContent();
}

function remove(secrets: Map<string, Secret>, call: RouteCall): HttpReply {
  return secrets.delete(param(call, 'name').toUpperCase()) ? noContent() : notFound();
}

function describe({ name, createdAt, updatedAt }: Secret): object {
  return { name, created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
}
