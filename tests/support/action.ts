import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildDoor } from '../../tools/build.ts';
import { makeTempProject, type ProjectFiles, type TempProject } from './temp-project.ts';
import { node24Folder } from './tool-paths.ts';

/** The action, bundled as it is now (the committed bundle may be older). */
export interface BuiltAction extends AsyncDisposable {
  /** The folder with `main.js` and `post.js`. */
  readonly dist: string;
  readonly remove: () => Promise<void>;
}

/** Bundles the action into a folder of its own; about two seconds. The caller removes it. */
export async function buildTestAction(): Promise<BuiltAction> {
  const folder = await makeTempProject();
  await buildDoor('action', folder.path('dist'));
  return { dist: folder.path('dist'), remove: folder.remove, [Symbol.asyncDispose]: folder.remove };
}

/** One job with the action as its only step. */
export interface ActionOptions {
  readonly dist: string;
  /** The repository's files. */
  readonly files: ProjectFiles;
  /** The action's `with:`. Default the flow `flows/flow.yaml`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Default `workflow_dispatch`. */
  readonly event?: string;
  /** The event file's object, or its text; `null` for no file. Default a dispatch without inputs in a private repository. */
  readonly payload?: Readonly<Record<string, unknown>> | string | null;
  /** Added to the step's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How a step of the action ended. */
export interface ActionRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What main left for post. */
  readonly state: Readonly<Record<string, string>>;
}

/** A step that runs, as a runner would start it. */
export interface ActionProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  /** The repository's folder. */
  readonly workspace: string;
  /** RUNNER_TEMP. */
  readonly temporary: string;
  readonly output: () => string;
  readonly result: Promise<ActionRun>;
  /** Runs the post step in the same job. */
  readonly post: () => Promise<ActionRun>;
}

/** Starts the action's main step by Node 24, with the files and variables that a runner hands over, and nothing of this process's environment. */
export async function startAction(options: ActionOptions): Promise<ActionProcess> {
  const home = await makeTempProject();
  const workspace = home.path('repo');
  await mkdir(workspace);
  await writeAll(home, options);
  const main = await startStep(home, options, 'main', {});
  return {
    child: main.child,
    workspace,
    temporary: home.path('temporary'),
    output: main.output,
    result: main.result,
    async post() {
      const { state } = await main.result;
      const env = Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]));
      return (await startStep(home, options, 'post', env)).result;
    },
    async [Symbol.asyncDispose]() {
      main.child.kill('SIGKILL');
      await main.result;
      await home.remove();
    },
  };
}

/** {@link startAction}, to the end of the main step. */
export async function runAction(options: ActionOptions): Promise<ActionRun> {
  await using step = await startAction(options);
  return await step.result;
}

async function writeAll(home: TempProject, { files, payload }: ActionOptions): Promise<void> {
  const entries = Object.entries(files).map(([path, content]) => [join('repo', path), content] as const);
  await home.write(Object.fromEntries(entries));
  const event = payload === undefined ? { inputs: {}, repository: { private: true } } : payload;
  if (event !== null) await home.write({ 'event.json': typeof event === 'string' ? event : JSON.stringify(event) });
  await mkdir(home.path('temporary'));
}

async function startStep(
  home: TempProject,
  options: ActionOptions,
  name: 'main' | 'post',
  more: Readonly<Record<string, string>>,
): Promise<{ readonly child: ChildProcess; readonly output: () => string; readonly result: Promise<ActionRun> }> {
  const file = (kind: string): string => home.path(`${name}-${kind}`);
  for (const kind of ['output', 'summary', 'state']) await writeFile(file(kind), '');
  const inputs = Object.entries({ flow: 'flows/flow.yaml', ...options.inputs });
  const env = {
    PATH: `${node24Folder()}:${process.env['PATH'] ?? ''}`,
    HOME: home.dir,
    LANG: 'C.UTF-8',
    GITHUB_WORKSPACE: home.path('repo'),
    GITHUB_EVENT_NAME: options.event ?? 'workflow_dispatch',
    GITHUB_EVENT_PATH: home.path('event.json'),
    GITHUB_REPOSITORY: 'octo/flows',
    GITHUB_RUN_ID: '7',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_JOB: 'run',
    GITHUB_ACTION: '__run',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_STATE: file('state'),
    RUNNER_TEMP: home.path('temporary'),
    ...Object.fromEntries(inputs.map(([input, value]) => [`INPUT_${input.toUpperCase()}`, value])),
    ...options.env,
    ...more,
  };
  const child = spawn(join(node24Folder(), 'node'), [join(options.dist, `${name}.js`)], {
    cwd: home.path('repo'),
    env,
  });
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      text[stream] += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const result = ended.then(async (exitCode) => ({
    exitCode,
    ...text,
    summary: await readFile(file('summary'), 'utf8'),
    outputs: parseFileCommands(await readFile(file('output'), 'utf8')),
    state: parseFileCommands(await readFile(file('state'), 'utf8')),
  }));
  return { child, output: () => text.stdout + text.stderr, result };
}

/** `name<<delimiter`, lines, `delimiter`: how the toolkit writes outputs and state. The last value of a name counts. */
function parseFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [, name = '', , value = ''] of text.matchAll(/^(.+?)<<(\S+)\n(.*?)\n?^\2$/gms)) values[name] = value;
  return values;
}
