import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { formatProblem } from '../../src/flow/format-problem.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { checkGiven, findAnswers, type InitAnswers } from '../init/answers.ts';
import { editorSettings, writeSchemas } from '../init/editor-files.ts';
import { actionStatus, copyAction, findInstalledAction } from '../init/installed-action.ts';
import { refuseOtherSettings } from '../init/other-settings.ts';
import { ignoredLines, settingsText, starterFlows } from '../init/starter-files.ts';
import { type Survey, survey } from '../init/survey.ts';
import { addMissingLines, type FileResult, writeMissing } from '../init/write-files.ts';
import { parseChoice } from '../options.ts';

const help = `
Examples:
  gitphony init                          asks a few questions, then: gitphony.yaml, a flow, the action, the workflows
  gitphony init pipelines --yes          in a folder, made if need be, without a question
  gitphony init --postgres               also a PostgreSQL of the project's own and a flow that loads rows into it
  gitphony init --deploy check --schedule "0 6 * * *"
  gitphony init --action owner/name/action@<commit>   a pinned reference instead of a copy of the action
  gitphony init data/pipelines           in a monorepo: gitphony.yaml and .github/ at the top of the repository

It can be run in a repository that has flows, workflows or files of its own, and again: what is there is kept.
Exit status: 0 done, or nothing was missing; 2 something is in the way.`;

interface InitOptions {
  readonly postgres?: boolean;
  readonly yes?: boolean;
  readonly action?: string;
  readonly schedule?: string;
  readonly deploy?: string;
}

const deployModes = ['none', 'check', 'commit'] as const;

/** `gitphony init [dir]`: a repository that works. */
export const initCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .argument('[dir]', 'the folder of the project; default: the current one')
      .option('--postgres', 'with a PostgreSQL and a flow that uses it')
      .option('--action <ref>', 'how workflows name the action: ./action (copied), or owner/name/path@<commit>')
      .option('--deploy <mode>', 'none, check (pull requests and pushes) or commit (also what compile makes)')
      .option('--schedule <cron>', 'when the first flow starts by itself')
      .option('-y, --yes', 'ask nothing: what no option says is the plainest')
      .addHelpText('after', help)
      .action(async (dir: string | undefined, options: InitOptions) => finish(await init(dir ?? '.', options)));
  },
};

async function init(dir: string, options: InitOptions): Promise<ExitCode> {
  const { postgres, action, schedule } = options;
  const deploy = parseChoice('--deploy', options.deploy, deployModes);
  const given = { postgres, action, schedule, deploy };
  checkGiven(given);
  const found = await survey(dir);
  if (found.config !== undefined) refuseOtherSettings(found.config, given);
  const isAsked = options.yes !== true && process.stdin.isTTY && process.stderr.isTTY;
  const answers = await findAnswers(found, given, isAsked);
  const results = [...(await writeProject(found, answers)), ...(await compileAll(found))];
  report(found, results);
  if (results.some(({ status }) => status === 'written' || status === 'lines added'))
    process.stdout.write(`\n${nextSteps(found, answers)}\n`);
  else process.stdout.write('nothing to do: all of it is there\n');
  return 0;
}

async function writeProject(found: Survey, answers: InitAnswers): Promise<readonly FileResult[]> {
  const { root, repository, prefix } = found;
  const isCopied = (found.config?.action.uses ?? answers.action) === './action';
  const installed = isCopied ? findInstalledAction() : undefined;
  const action = installed === undefined ? undefined : await actionStatus(installed, repository);
  const own = { 'gitphony.yaml': settingsText(answers, prefix), '.vscode/settings.json': editorSettings(prefix) };
  const settings = await writeMissing(
    repository,
    found.config === undefined ? own : { '.vscode/settings.json': own['.vscode/settings.json'] },
  );
  const flows = found.flows > 0 ? [] : await writeMissing(root, starterFlows(answers));
  const ignore = await addMissingLines(repository, '.gitignore', ignoredLines);
  if (installed !== undefined && action?.status === 'written') await copyAction(installed, repository);
  const schemas = await writeSchemas(root, prefix);
  const inRoot = flows.map((file) => ({ ...file, path: prefix === '' ? file.path : `${prefix}/${file.path}` }));
  return [...settings, ...inRoot, ignore, ...(action === undefined ? [] : [action]), ...schemas];
}

/** The workflows of all flows. What is wrong with flows that were there before is told, and is no reason to stop. */
async function compileAll({ root }: Survey): Promise<readonly FileResult[]> {
  const { compileTree } = await import('../compile/compile-tree.ts');
  const { outcome } = await compileTree(root, false);
  for (const problem of outcome.problems.filter(({ severity }) => severity === 'error'))
    process.stderr.write(`${formatProblem(problem, '', { colour: false })}\n`);
  return outcome.workflows.flatMap(({ path, status }): readonly FileResult[] =>
    status === 'refused' ? [] : [{ path, status: status === 'unchanged' ? 'unchanged' : 'written' }],
  );
}

function report({ foreignWorkflows, flows, prefix }: Survey, results: readonly FileResult[]): void {
  for (const { path, status } of results) process.stdout.write(`${status.padEnd(12)} ${path}\n`);
  const kept = (count: number, what: string, where: string): void => {
    if (count > 0) process.stdout.write(`${'kept'.padEnd(12)} ${count} ${what}${count === 1 ? '' : 's'}${where}\n`);
  };
  kept(flows, 'flow file', prefix === '' ? '' : ` below ${prefix}/`);
  kept(foreignWorkflows, 'workflow', ' of others');
  if (results.some(({ path, status }) => path === '.vscode/settings.json' && status === 'kept')) {
    process.stdout.write(`\nfor completion in the editor, add to .vscode/settings.json:\n${editorSettings(prefix)}`);
  }
}

function nextSteps({ root, repository, flows }: Survey, { postgres, deploy }: InitAnswers): string {
  const folder = relative(process.cwd(), root);
  const steps = [
    ...(folder === '' ? [] : [`cd ${/^[\w./-]+$/.test(folder) ? folder : `'${folder}'`}`]),
    ...(flows > 0 ? [] : ['gitphony run demo.hello -i name=Ada']),
    ...(postgres && flows === 0
      ? ['gitphony run demo.trips', 'gitphony backfill demo.trips --start 2019-01-01 --end 2019-03-31']
      : []),
    'gitphony validate && gitphony compile     after each change',
    `${existsSync(join(repository, '.git')) ? '' : 'git init && '}git add . && git commit, then push: the flows are in the Actions tab of GitHub`,
    ...(deploy === 'commit'
      ? ['Settings, Environments: gitphony-deploy with the secret GITPHONY_DEPLOY_TOKEN (docs/tokens.md)']
      : []),
  ];
  return ['Next:', ...steps.map((step) => `  ${step}`)].join('\n');
}
