import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type ActAnnotation, type ActJob, type ActStep, parseActLog } from './act-log.ts';
import { makeActTree } from './act-tree.ts';
import { killTree } from './kill-tree.ts';
import { makeTempProject } from './temp-project.ts';
import { node24Folder, toolPath } from './tool-paths.ts';

export interface ActOptions {
  /** The tree to run in; a copy of it is used. */
  readonly cwd: string;
  /** The workflow's path in the tree, such as `.github/workflows/hello.yml`. */
  readonly workflow: string;
  readonly event: 'workflow_dispatch' | 'schedule' | 'repository_dispatch' | 'push' | 'pull_request';
  /** The event's payload, such as `{ inputs: { … } }` or `{ schedule: '0 9 1 * *' }`; `repository` and `sender` are added. */
  readonly payload?: Readonly<Record<string, unknown>>;
  /** Run this job and what it needs; default all. */
  readonly job?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Environment of every step, also where GitHub sets it: `GITHUB_RUN_ID`, `GITHUB_API_URL`, a results service's `jobEnv()`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Further folders in the tree: path → absolute source, such as `{ action: join(projectRoot, 'action') }`. */
  readonly copies?: Readonly<Record<string, string>>;
  /** The tree of the commit before, absolute. Default: there is none. */
  readonly base?: string;
  /** Local folders in place of actions: `owner/name@ref` → absolute folder. */
  readonly localActions?: Readonly<Record<string, string>>;
  /** Start act's cache server for `@actions/cache`; a folder lasts from run to run. Default false. */
  readonly cache?: boolean | string;
  /** `owner/name`. Default `octo/flows`. */
  readonly repository?: string;
  /** Default `main`. */
  readonly branch?: string;
  /** Seconds until the whole process tree is killed. Default 120. */
  readonly timeout?: number;
}

export interface ActRun {
  /** act's exit code; 137 when it was killed. */
  readonly exitCode: number;
  readonly timedOut: boolean;
  readonly jobs: readonly ActJob[];
  readonly annotations: readonly ActAnnotation[];
  /** All step summaries in order. */
  readonly summary: string;
  /** What all steps printed. */
  readonly log: string;
  /**
   * act's whole output but for its echoes of `::add-mask::` (GitHub does not show those), for messages and for looking for what must not be there.
   * act masks what steps print, but not step summaries.
   */
  readonly output: string;
  /** The only leg or job with this key (and these matrix values). Throws when there is none or more than one. */
  readonly job: (id: string, matrix?: Readonly<Record<string, unknown>>) => ActJob;
  /** A step of {@link ActRun.job} by id or name, main stage. */
  readonly step: (job: string, step: string) => ActStep;
}

/** The runner labels that workflows here use; act takes the machine itself for them. */
const runnerLabels = ['ubuntu-latest', 'ubuntu-24.04', 'ubuntu-22.04', 'ubuntu-slim'];

/**
 * Runs a workflow by act in host mode: real steps on this machine, in a copy of the tree, with Node 24 first in PATH.
 * A failing workflow is a result, not an error.
 *
 * @throws Error when act is not installed or the tree cannot be copied
 */
export async function runAct(options: ActOptions): Promise<ActRun> {
  await using home = await makeTempProject();
  const tree = home.path('tree');
  await mkdir(tree);
  const { repository = 'octo/flows', branch = 'main' } = options;
  await makeActTree({
    source: options.cwd,
    target: tree,
    copies: options.copies ?? {},
    repository,
    branch,
    base: options.base,
  });
  await writeFile(home.path('event.json'), JSON.stringify(withRepository(options.payload ?? {}, repository, branch)));
  // act would read .env, .secrets, .vars and .input of the tree if not told of others.
  await writeFile(home.path('empty'), '');
  const ended = await runProcess(actArguments(options, home.dir), {
    cwd: tree,
    home: home.dir,
    timeout: options.timeout ?? 120,
  });
  return describeRun(ended);
}

function withRepository(payload: Readonly<Record<string, unknown>>, repository: string, branch: string): object {
  const [owner = '', name = ''] = repository.split('/');
  return {
    repository: { name, full_name: repository, owner: { login: owner }, default_branch: branch, private: true },
    sender: { login: owner },
    ref: `refs/heads/${branch}`,
    ...payload,
  };
}

function actArguments(options: ActOptions, home: string): readonly string[] {
  const pairs = (flag: string, values: Readonly<Record<string, string>> = {}): string[] =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  const empty = join(home, 'empty');
  const cache =
    options.cache === undefined || options.cache === false
      ? ['--no-cache-server']
      : [
          '--cache-server-path',
          options.cache === true ? join(home, 'cache') : options.cache,
          '--cache-server-addr',
          '127.0.0.1',
        ];
  return [
    options.event,
    '--json',
    '--workflows',
    options.workflow,
    '--eventpath',
    join(home, 'event.json'),
    '--action-cache-path',
    join(home, 'actions'),
    ...['--env-file', '--secret-file', '--var-file', '--input-file'].flatMap((flag) => [flag, empty]),
    ...runnerLabels.flatMap((label) => ['--platform', `${label}=-self-hosted`]),
    ...(options.job === undefined ? [] : ['--job', options.job]),
    ...cache,
    ...pairs('--secret', options.secrets),
    ...pairs('--var', options.vars),
    ...pairs('--env', options.env),
    ...pairs('--local-repository', options.localActions),
  ];
}

interface Ended {
  readonly exitCode: number;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Node's own spawn instead of execa: execa's time-out kills one process, and act's steps would live on. */
function runProcess(
  args: readonly string[],
  { cwd, home, timeout }: { readonly cwd: string; readonly home: string; readonly timeout: number },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const path = [node24Folder(), process.env['PATH'] ?? ''].join(delimiter);
    const env = { PATH: path, HOME: home, XDG_CACHE_HOME: join(home, 'cache'), LANG: 'C.UTF-8', TZ: 'UTC' };
    const child = spawn(toolPath('act'), args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        output[name] += chunk;
      });
    }
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      if (child.pid !== undefined) killTree(child.pid).catch(reject);
    }, timeout * 1000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ exitCode: code ?? 137, timedOut, ...output });
    });
  });
}

function describeRun({ exitCode, timedOut, stdout, stderr }: Ended): ActRun {
  const { jobs, annotations } = parseActLog(stdout);
  const steps = jobs.flatMap((job) => job.steps);
  const shown = stdout.split('\n').filter((line) => !line.includes('"command":"add-mask"'));
  const output = shown.join('\n') + stderr;
  const job: ActRun['job'] = (id, matrix = {}) => {
    const wanted = Object.entries(matrix);
    const found = jobs.filter((leg) => leg.id === id && wanted.every(([key, value]) => leg.matrix[key] === value));
    const [only] = found;
    if (only === undefined || found.length > 1) {
      const names = jobs.map((leg) => `${leg.id} ${JSON.stringify(leg.matrix)}`).join(', ');
      throw new Error(
        `expected one leg ${id} ${JSON.stringify(matrix)}, got ${found.length} of: ${names || 'no job'}\n${output.slice(-4000)}`,
      );
    }
    return only;
  };
  return {
    exitCode,
    timedOut,
    jobs,
    annotations,
    summary: steps.map((step) => step.summary).join(''),
    log: steps.map((step) => step.log).join(''),
    output,
    job,
    step: (jobId, stepId) => findStep(job(jobId), stepId),
  };
}

function findStep(job: ActJob, step: string): ActStep {
  const found = job.steps.find(({ id, name, stage }) => stage === 'Main' && (id === step || name === step));
  if (found !== undefined) return found;
  throw new Error(
    `job ${job.id} has no step ${step}; it has: ${job.steps.map(({ id, name }) => `${id} (${name})`).join(', ')}`,
  );
}
