import type { HttpReply } from '../../http-server.ts';
import { notFound, ok, pageOf } from '../replies.ts';
import { param, type Route, type RouteCall } from '../router.ts';
import type { Environment } from '../state.ts';

const metadata = { scope: 'metadata', level: 'read' } as const;
const environmentsRead = { scope: 'actions', level: 'read' } as const;

/** The repository itself, its environments, branches and the names of its secrets. */
export const repositoryRoutes: readonly Route[] = [
  { method: 'GET', path: '', needs: metadata, handle: getRepository },
  { method: 'GET', path: '/branches/*branch', needs: { scope: 'contents', level: 'read' }, handle: getBranch },
  { method: 'GET', path: '/environments', needs: environmentsRead, handle: listEnvironments },
  { method: 'GET', path: '/environments/:environment', needs: environmentsRead, handle: getEnvironment },
  {
    method: 'GET',
    path: '/environments/:environment/secrets',
    needs: { scope: 'environments', level: 'read' },
    handle: listEnvironmentSecrets,
  },
  { method: 'GET', path: '/actions/secrets', needs: { scope: 'secrets', level: 'read' }, handle: listSecrets },
];

function getRepository({ state }: RouteCall): HttpReply {
  const [owner = '', name = ''] = state.repository.split('/');
  return ok({
    name,
    full_name: state.repository,
    owner: { login: owner },
    private: state.isPrivate,
    visibility: state.isPrivate ? 'private' : 'public',
    default_branch: state.defaultBranch,
  });
}

function getBranch(call: RouteCall): HttpReply {
  const name = param(call, 'branch');
  const sha = call.state.git.ref(`refs/heads/${name}`);
  return sha === undefined ? notFound() : ok({ name, commit: { sha }, protected: false });
}

function listEnvironments({ state, url }: RouteCall): HttpReply {
  return pageOf(url, [...state.environments.values()].map(describe), 'environments');
}

function getEnvironment(call: RouteCall): HttpReply {
  const environment = call.state.environments.get(param(call, 'environment'));
  return environment === undefined ? notFound() : ok(describe(environment));
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

function listEnvironmentSecrets(call: RouteCall): HttpReply {
  const environment = call.state.environments.get(param(call, 'environment'));
  return environment === undefined ? notFound() : secretNames(call, environment.secrets);
}

function listSecrets(call: RouteCall): HttpReply {
  return secretNames(call, call.state.secrets);
}

function secretNames({ url }: RouteCall, names: ReadonlySet<string>): HttpReply {
  return pageOf(
    url,
    [...names].toSorted().map((name) => ({ name })),
    'secrets',
  );
}
