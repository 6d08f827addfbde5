import type { HttpReply } from '../../http-server.ts';
import { errorReply, noContent, notFound, ok, pageOf } from '../replies.ts';
import { param, type Route, type RouteCall, textField } from '../router.ts';
import type { Environment } from '../state.ts';

const read = { scope: 'actions', level: 'read' } as const;
const write = { scope: 'administration', level: 'write' } as const;
const policies = '/environments/:environment/deployment-branch-policies';

/** Environments and the branches that may deploy to them (https://docs.github.com/rest/deployments). */
export const environmentRoutes: readonly Route[] = [
  { method: 'GET', path: '/environments', needs: read, handle: list },
  { method: 'GET', path: '/environments/:environment', needs: read, handle: on((found) => ok(describe(found))) },
  { method: 'PUT', path: '/environments/:environment', needs: write, handle: put },
  {
    method: 'DELETE',
    path: '/environments/:environment',
    needs: write,
    handle: (call) => (call.state.environments.delete(param(call, 'environment')) ? noContent() : notFound()),
  },
  { method: 'GET', path: policies, needs: read, handle: on(listPatterns) },
  { method: 'POST', path: policies, needs: write, handle: on(addPattern) },
];

function on(handle: (environment: Environment, call: RouteCall) => HttpReply): (call: RouteCall) => HttpReply {
  return (call) => {
    const environment = call.state.environments.get(param(call, 'environment'));
    return environment === undefined ? notFound() : handle(environment, call);
  };
}

function list({ state, url }: RouteCall): HttpReply {
  return pageOf(url, [...state.environments.values()].map(describe), 'environments');
}

function describe({ name, reviewers, branchPolicy }: Environment): object {
  const rules = reviewers.map((login) => ({ type: 'User', reviewer: { login } }));
  return {
    name,
    protection_rules: [
      ...(rules.length === 0 ? [] : [{ type: 'required_reviewers', reviewers: rules }]),
      ...(branchPolicy === null ? [] : [{ type: 'branch_policy' }]),
    ],
    deployment_branch_policy: branchPolicy,
  };
}

function put(call: RouteCall): HttpReply {
  const name = param(call, 'environment');
  const environment = call.state.environments.get(name) ?? call.state.addEnvironment(name);
  const policy = (call.body['deployment_branch_policy'] ?? null) as Environment['branchPolicy'];
  if (policy !== null && policy.protected_branches === policy.custom_branch_policies) {
    return errorReply(422, 'protected_branches and custom_branch_policies cannot have the same value');
  }
  environment.branchPolicy = policy;
  return ok(describe(environment));
}

function listPatterns({ branchPatterns }: Environment, { url }: RouteCall): HttpReply {
  return pageOf(url, branchPatterns, 'branch_policies');
}

function addPattern(environment: Environment, call: RouteCall): HttpReply {
  const name = textField(call, 'name');
  if (name === undefined) return errorReply(422, 'name is missing');
  if (environment.branchPolicy?.custom_branch_policies !== true) return notFound();
  const pattern = { id: call.state.nextId(), name };
  environment.branchPatterns.push(pattern);
  return ok(pattern);
}
