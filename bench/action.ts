/**
 * What a job waits for before and behind its flow: the bundled action on the hello flow as a whole process, without an artifact
 * service. Prints the median of several starts, of Node alone, and what the start loads. `npx tsx bench/action.ts [rounds]`
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDoor } from '../tools/build.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = join(root, 'node_modules/node/bin/node');
const rounds = Number(process.argv[2] ?? 10);
/** Milliseconds that the whole process may take. */
const LIMIT = 400;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function measure(args: readonly string[], env: NodeJS.ProcessEnv): number {
  const begin = performance.now();
  execFileSync(node, args, { env, stdio: 'ignore' });
  return performance.now() - begin;
}

/** One job's environment; each has a folder of its own, as on a fresh runner. */
async function jobEnvironment(folder: string, name: string): Promise<NodeJS.ProcessEnv> {
  const temporary = join(folder, name);
  await mkdir(temporary);
  const files = {
    output: join(temporary, 'output'),
    summary: join(temporary, 'summary'),
    state: join(temporary, 'state'),
  };
  for (const file of Object.values(files)) await writeFile(file, '');
  return {
    PATH: process.env['PATH'],
    GITHUB_WORKSPACE: root,
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_REPOSITORY: 'octo/flows',
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_JOB: 'run',
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_STATE: files.state,
    RUNNER_TEMP: temporary,
    INPUT_FLOW: 'flows/hello.yaml',
  };
}

const folder = await mkdtemp(join(tmpdir(), 'gitphony-bench-'));
try {
  const dist = join(folder, 'dist');
  const metafile = await buildDoor('action', dist);
  const bytes = startBytes(metafile.outputs);
  await writeFile(join(folder, 'event.json'), JSON.stringify({ inputs: {}, repository: { private: true } }));
  const times: { readonly action: number; readonly post: number; readonly node: number }[] = [];
  // The first round reads files from the disk and is left out.
  for (let round = 0; round <= rounds; round += 1) {
    const env = await jobEnvironment(folder, `job-${round}`);
    times.push({
      action: measure([join(dist, 'main.js')], env),
      post: measure([join(dist, 'post.js')], env),
      node: measure(['--eval', '0'], env),
    });
  }
  const counted = times.slice(1);
  const action = median(counted.map((time) => time.action));
  console.log(`median of ${rounds}, ms     limit`);
  console.log(`action, hello  ${action.toFixed(0).padStart(6)}     ${LIMIT}`);
  console.log(
    `post step      ${median(counted.map(({ post }) => post))
      .toFixed(0)
      .padStart(6)}`,
  );
  console.log(
    `node alone     ${median(counted.map((time) => time.node))
      .toFixed(0)
      .padStart(6)}`,
  );
  console.log(`JavaScript loaded before the flow is known: ${Math.round(bytes / 1024)} KiB`);
  if (action > LIMIT) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Bytes of main.js and of all it imports statically. */
function startBytes(outputs: Awaited<ReturnType<typeof buildDoor>>['outputs']): number {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    const output = outputs[path];
    if (output === undefined || seen.has(path)) return;
    seen.add(path);
    for (const { path: next, kind } of output.imports) if (kind === 'import-statement') visit(next);
  };
  for (const path of Object.keys(outputs)) if (path.endsWith('/main.js')) visit(path);
  return [...seen].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
}
