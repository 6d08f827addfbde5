import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { compileProject } from '../../generator/index.ts';
import { GitphonyError, UsageError } from '../../src/contract/errors.ts';
import { openProject, readFlow } from '../../src/project/project.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { copyAction, findInstalledAction } from '../init/installed-action.ts';
import { ignoredLines, type StarterFiles, starterFiles } from '../init/starter-files.ts';

const help = `
Examples:
  gitphony init                     here: gitphony.yaml, flows/hello.yaml, the action, the workflow
  gitphony init pipelines           in a folder, made if need be
  gitphony init --postgres          also a PostgreSQL of the project's own and a flow that loads rows into it

Files that exist are never overwritten: init says which and writes nothing. Exit status: 0 done, 2 something is in the way.`;

interface InitOptions {
  readonly postgres?: boolean;
  readonly yes?: boolean;
}

/** `gitphony init [dir]`: a repository that works. */
export const initCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .argument('[dir]', 'the folder of the new project; default: the current one')
      .option('--postgres', 'with a PostgreSQL and a flow that uses it')
      .option('-y, --yes', 'for scripts: ask nothing (init asks nothing by now)')
      .addHelpText('after', help)
      .action(async (dir: string | undefined, options: InitOptions) => finish(await init(dir ?? '.', options)));
  },
};

async function init(dir: string, { postgres = false }: InitOptions): Promise<ExitCode> {
  const root = resolve(dir);
  const files = starterFiles({ postgres });
  const action = findInstalledAction();
  refuseExisting(root, [...Object.keys(files), 'action']);
  await writeFiles(root, files);
  const ignored = await addIgnoredLines(root);
  await copyAction(action, root);
  const workflows = await compile(root, files);
  for (const path of [...Object.keys(files), ...(ignored ? ['.gitignore'] : []), 'action/', ...workflows]) {
    process.stdout.write(`written      ${path}\n`);
  }
  process.stdout.write(`\n${nextSteps(root, postgres)}\n`);
  return 0;
}

function refuseExisting(root: string, paths: readonly string[]): void {
  const taken = paths.filter((path) => existsSync(join(root, path)));
  if (taken.length === 0) return;
  throw new UsageError('INIT_EXISTS', `expected a folder without ${paths.join(', ')}, found ${taken.join(', ')}`, {
    hint: 'move them away, or name another folder: gitphony init <dir>; nothing was written',
  });
}

async function writeFiles(root: string, files: StarterFiles): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    // Never over a file that came up meanwhile.
    await writeFile(file, text, { flag: 'wx' });
  }
}

/** True where lines were missing. */
async function addIgnoredLines(root: string): Promise<boolean> {
  const file = join(root, '.gitignore');
  const text = existsSync(file) ? await readFile(file, 'utf8') : '';
  const present = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = ignoredLines.filter((line) => !present.has(line));
  if (missing.length === 0) return false;
  await appendFile(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${missing.join('\n')}\n`);
  return true;
}

/** Paths of the workflows of the new flows. */
async function compile(root: string, files: StarterFiles): Promise<readonly string[]> {
  const project = await openProject(root);
  const paths = Object.keys(files).filter((path) => path.startsWith('flows/'));
  const parsed = await Promise.all(paths.map((path) => readFlow(project, join(root, path))));
  const flows = parsed.flatMap((read) => (read.flow === undefined ? [] : [{ flow: read.flow, context: read }]));
  const { config, registry } = project;
  const { workflows, problems } = await compileProject({ root, flows, config, registry, check: false });
  const errors = [...parsed.flatMap((read) => read.problems), ...problems].filter(
    ({ severity }) => severity === 'error',
  );
  if (errors.length === 0) return workflows.filter(({ status }) => status === 'missing').map(({ path }) => path);
  throw new GitphonyError('INIT_COMPILE', errors.map(({ file, message }) => `${file}: ${message}`).join('\n'));
}

function nextSteps(root: string, postgres: boolean): string {
  const folder = relative(process.cwd(), root);
  const steps = [
    ...(folder === '' ? [] : [`cd ${/^[\w./-]+$/.test(folder) ? folder : `'${folder}'`}`]),
    'gitphony run demo.hello -i name=Ada',
    ...(postgres
      ? ['gitphony run demo.trips', 'gitphony backfill demo.trips --start 2019-01-01 --end 2019-03-31']
      : []),
    'gitphony validate && gitphony compile     after each change',
    'git add . && git commit, then push: the flows are in the Actions tab of GitHub',
  ];
  return ['Next:', ...steps.map((step) => `  ${step}`)].join('\n');
}
