import type { HttpReply } from '../../http-server.ts';
import { created, errorReply, noContent, notFound, ok, pageOf } from '../replies.ts';
import { param, type Route, type RouteCall, textField } from '../router.ts';
import type { Variable } from '../state.ts';

/** GitHub's limits (https://docs.github.com/actions/reference/workflows-and-actions/variables). */
const maxValueBytes = 48 * 1024;
const maxVariables = { repository: 500, environment: 100 };

/** Repository and environment variables (https://docs.github.com/rest/actions/variables). */
export const variableRoutes: readonly Route[] = [
  ...routesBelow('/actions/variables', 'variables', (call) => call.state.variables),
  ...routesBelow('/environments/:environment/variables', 'environments', (call) => {
    return call.state.environments.get(param(call, 'environment'))?.variables;
  }),
];

type Find = (call: RouteCall) => Map<string, Variable> | undefined;

function routesBelow(base: string, scope: 'variables' | 'environments', find: Find): readonly Route[] {
  const read = { scope, level: 'read' } as const;
  const write = { scope, level: 'write' } as const;
  const limit = scope === 'variables' ? maxVariables.repository : maxVariables.environment;
  const on = (handle: (variables: Map<string, Variable>, call: RouteCall) => HttpReply) => (call: RouteCall) => {
    const variables = find(call);
    return variables === undefined ? notFound() : handle(variables, call);
  };
  return [
    { method: 'GET', path: base, needs: read, handle: on(list) },
    { method: 'POST', path: base, needs: write, handle: on((variables, call) => create(variables, call, limit)) },
    { method: 'GET', path: `${base}/:name`, needs: read, handle: on(get) },
    { method: 'PATCH', path: `${base}/:name`, needs: write, handle: on(update) },
    { method: 'DELETE', path: `${base}/:name`, needs: write, handle: on(remove) },
  ];
}

function list(variables: Map<string, Variable>, { url }: RouteCall): HttpReply {
  const sorted = [...variables.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return pageOf(url, sorted.map(describe), 'variables', { perPage: 10, maxPerPage: 30 });
}

function get(variables: Map<string, Variable>, call: RouteCall): HttpReply {
  const variable = variables.get(param(call, 'name').toUpperCase());
  return variable === undefined ? notFound() : ok(describe(variable));
}

function create(variables: Map<string, Variable>, call: RouteCall, limit: number): HttpReply {
  const name = textField(call, 'name')?.toUpperCase() ?? '';
  const value = textField(call, 'value');
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name) || name.startsWith('GITHUB_')) {
    return errorReply(422, 'Variable name is invalid: letters, digits and underscores, no digit first, not GITHUB_');
  }
  if (variables.has(name)) return errorReply(409, 'Already exists - Variable already exists');
  if (variables.size >= limit) return errorReply(422, `Variable limit of ${limit} reached`);
  const problem = checkValue(value);
  if (problem !== undefined || value === undefined) return problem ?? errorReply(422, 'value is missing');
  variables.set(name, { name, value, createdAt: new Date(), updatedAt: new Date() });
  return created({});
}

function update(variables: Map<string, Variable>, call: RouteCall): HttpReply {
  const variable = variables.get(param(call, 'name').toUpperCase());
  if (variable === undefined) return notFound();
  const value = textField(call, 'value');
  const problem = checkValue(value);
  if (problem !== undefined || value === undefined) return problem ?? errorReply(422, 'value is missing');
  variable.value = value;
  variable.updatedAt = new Date();
  return noContent();
}

function remove(variables: Map<string, Variable>, call: RouteCall): HttpReply {
  return variables.delete(param(call, 'name').toUpperCase()) ? noContent() : notFound();
}

function checkValue(value: string | undefined): HttpReply | undefined {
  if (value === undefined || Buffer.byteLength(value) <= maxValueBytes) return undefined;
  return errorReply(422, `Variable value is too large: at most ${maxValueBytes} bytes`);
}

function describe({ name, value, createdAt, updatedAt }: Variable): object {
  return { name, value, created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
}
