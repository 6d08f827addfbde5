import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** A git repository behind http with a password, served by git's own program for it. */
export interface GitServer extends AsyncDisposable {
  /** Such as `http://127.0.0.1:41234/project.git`. */
  readonly url: (repository: string) => string;
  /** The `Authorization` header of each request that came. */
  readonly logins: (string | undefined)[];
}

/** Serves the bare repositories below a folder. Without `login`, everybody may read. */
export async function startGitServer(folder: string, login?: string): Promise<GitServer> {
  const { stdout: programs } = await execa('git', ['--exec-path']);
  const logins: (string | undefined)[] = [];
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  const server = createServer((request, response) => {
    logins.push(request.headers.authorization);
    if (wanted !== undefined && request.headers.authorization !== wanted) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    runBackend(`${programs}/git-http-backend`, folder, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (repository) => `http://127.0.0.1:${port}/${repository}`,
    logins,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The Common Gateway Interface: the request by environment and standard input, the answer's head before its body. */
function runBackend(program: string, folder: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://host');
  const child = spawn(program, [], {
    env: {
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      PATH: process.env['PATH'] ?? '',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => undefined);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('close', () => {
    const whole = Buffer.concat(chunks);
    const end = whole.indexOf('\r\n\r\n');
    const headers = new Map(
      whole
        .subarray(0, end)
        .toString('latin1')
        .split('\r\n')
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const),
    );
    const status = Number.parseInt(headers.get('Status') ?? '200', 10);
    headers.delete('Status');
    response.writeHead(status, Object.fromEntries(headers));
    response.end(whole.subarray(end + 4));
  });
}

/** Makes a bare repository: a commit for each set of files, `tag-1`, `tag-2`, … on them, and the branch `other` on the first. Answers the commits. */
export async function makeRepository(
  folder: string,
  name: string,
  commits: readonly Readonly<Record<string, string>>[],
): Promise<string[]> {
  const work = join(folder, `${name}-work`);
  await mkdir(work, { recursive: true });
  const env = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' };
  const git = async (...args: string[]): Promise<string> => (await execa('git', args, { cwd: work, env })).stdout;
  await git('init', '--quiet', '--initial-branch=trunk');
  const made: string[] = [];
  for (const [index, files] of commits.entries()) {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(work, path)), { recursive: true });
      await writeFile(join(work, path), text);
    }
    await git('add', '--all');
    await git('commit', '--quiet', '-m', `commit ${index + 1}`);
    await git('tag', `tag-${index + 1}`);
    if (index === 0) await git('branch', 'other');
    made.push(await git('rev-parse', 'HEAD'));
  }
  await execa('git', ['clone', '--quiet', '--bare', work, join(folder, name)]);
  return made;
}
