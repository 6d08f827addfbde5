import type { HttpReply } from '../../http-server.ts';
import { created, errorReply, notFound, ok, pageOf } from '../replies.ts';
import { param, type Route, type RouteCall, textField } from '../router.ts';
import type { Issue } from '../state.ts';

const read = { scope: 'issues', level: 'read' } as const;
const write = { scope: 'issues', level: 'write' } as const;

/** Issues and comments (https://docs.github.com/rest/issues). */
export const issueRoutes: readonly Route[] = [
  { method: 'GET', path: '/issues', needs: read, handle: listIssues },
  { method: 'POST', path: '/issues', needs: write, handle: createIssue },
  {
    method: 'GET',
    path: '/issues/:number',
    needs: read,
    handle: (call) => withIssue(call, (issue) => ok(describe(call, issue))),
  },
  {
    method: 'PATCH',
    path: '/issues/:number',
    needs: write,
    handle: (call) => withIssue(call, (issue) => updateIssue(call, issue)),
  },
  {
    method: 'GET',
    path: '/issues/:number/comments',
    needs: read,
    handle: (call) => withIssue(call, (issue) => pageOf(call.url, issue.comments, undefined)),
  },
  {
    method: 'POST',
    path: '/issues/:number/comments',
    needs: write,
    handle: (call) => withIssue(call, (issue) => addComment(call, issue)),
  },
];

function describe({ state }: RouteCall, issue: Issue): object {
  const { number, title, body, labels } = issue;
  return {
    number,
    title,
    body,
    state: issue.state,
    labels: labels.map((name) => ({ name })),
    comments: issue.comments.length,
    html_url: `https://github.com/${state.repository}/issues/${number}`,
  };
}

function listIssues(call: RouteCall): HttpReply {
  const state = call.url.searchParams.get('state') ?? 'open';
  const labels = call.url.searchParams.get('labels')?.split(',') ?? [];
  const issues = call.state.issues.filter(
    (issue) => (state === 'all' || issue.state === state) && labels.every((label) => issue.labels.includes(label)),
  );
  return pageOf(
    call.url,
    issues.toReversed().map((issue) => describe(call, issue)),
    undefined,
  );
}

function createIssue(call: RouteCall): HttpReply {
  const title = textField(call, 'title');
  if (title === undefined || title === '') return errorReply(422, 'Validation Failed: title is missing');
  const labels = (call.body['labels'] ?? []) as readonly string[];
  const issue: Issue = {
    number: call.state.issues.length + 1,
    title,
    body: textField(call, 'body') ?? '',
    state: 'open',
    labels,
    comments: [],
  };
  call.state.issues.push(issue);
  return created(describe(call, issue));
}

function withIssue(call: RouteCall, use: (issue: Issue) => HttpReply): HttpReply {
  const issue = call.state.issues.find(({ number }) => String(number) === param(call, 'number'));
  return issue === undefined ? notFound() : use(issue);
}

function updateIssue(call: RouteCall, issue: Issue): HttpReply {
  const state = textField(call, 'state');
  if (state !== undefined && state !== 'open' && state !== 'closed')
    return errorReply(422, `state: expected open or closed, got ${state}`);
  issue.state = state ?? issue.state;
  issue.title = textField(call, 'title') ?? issue.title;
  issue.body = textField(call, 'body') ?? issue.body;
  issue.labels = (call.body['labels'] as readonly string[] | undefined) ?? issue.labels;
  return ok(describe(call, issue));
}

function addComment(call: RouteCall, issue: Issue): HttpReply {
  const body = textField(call, 'body');
  if (body === undefined) return errorReply(422, 'Validation Failed: body is missing');
  const comment = { id: call.state.nextId(), body };
  issue.comments.push(comment);
  return created(comment);
}
