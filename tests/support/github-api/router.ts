import type { HttpReply } from '../http-server.ts';
import type { Permission, TokenGrant } from './access.ts';
import type { GitHubState } from './state.ts';

/** What a route's handler knows of its request. */
export interface RouteCall {
  readonly state: GitHubState;
  /** The stand-in's own address, for URLs in replies. */
  readonly origin: string;
  /** The request's address. */
  readonly url: URL;
  /** Named parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The JSON body, `{}` when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly grant: TokenGrant;
}

/** One endpoint below `/repos/{owner}/{repo}`. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `:name` stands for one segment, `*name` for the rest. */
  readonly path: string;
  /** What the token needs, such as `actions: write`. */
  readonly needs: Permission;
  readonly handle: (call: RouteCall) => HttpReply;
}

export interface MatchedRoute {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The first route that fits. */
export function matchRoute(routes: readonly Route[], method: string, path: string): MatchedRoute | undefined {
  for (const route of routes) {
    if (route.method !== method) continue;
    const match = patternOf(route.path).exec(path);
    if (match === null) continue;
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
    return { route, params: Object.fromEntries(params) as Record<string, string> };
  }
  return undefined;
}

function patternOf(path: string): RegExp {
  const source = path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)').replaceAll(/\*(\w+)/g, '(?<$1>.*)');
  return new RegExp(`^${source}$`);
}

/** A required path part; a route that asks for one its path does not have is a mistake in the stand-in. */
export function param(call: RouteCall, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`the route has no part ${name}: ${call.url.pathname}`);
  return value;
}

/** A text field of the body, or undefined. */
export function textField(call: RouteCall, name: string): string | undefined {
  const value = call.body[name];
  return typeof value === 'string' ? value : undefined;
}
