import type { Command } from 'commander';
import { states } from '../../src/contract/states.ts';
import type { CommandModule } from '../command.ts';
import { killExecution } from '../executions/kill.ts';
import { listExecutions } from '../executions/list.ts';
import { type LogOptions, printLogs } from '../executions/logs.ts';
import { replayCommand, type ReplayOptions } from '../executions/replay.ts';
import { restartCommand } from '../executions/restart.ts';
import { resumeCommand, type ResumeOptions } from '../executions/resume.ts';
import { showExecution } from '../executions/show.ts';
import { collect, parseChoice, readInputs } from '../options.ts';

const help = `
Examples:
  gitphony executions list --flow zoomcamp.04_postgres_taxi
  gitphony executions show last        task by task, with outputs
  gitphony executions logs ID --task extract
  gitphony executions resume ID        go on with one that was interrupted
  gitphony executions resume ID -i approved=true      … or that a Pause holds
  gitphony executions restart ID       once more from the task that failed
  gitphony executions replay ID --task load           once more from a task, as a new execution
  gitphony executions list --github    the runs of the repository; --github takes a run's number for an ID
  gitphony executions restart --github 4711 --latest  go on with a failed run, with the fix that was pushed
  gitphony executions kill last        end it, with the processes that it started
  gitphony executions pull 4711        bring a run here, with its files, to go on with it here

An ID may be shortened to its first characters, or be "last". On GitHub reading needs a token with Actions: read (GITPHONY_TOKEN,
GH_TOKEN, GITHUB_TOKEN or gh), and restart, resume, replay and kill Actions: write.`;

const onGithub = 'of the repository on GitHub, where an ID is the number of a run';

/** Numbers of runs have ten digits and more; an id of 22 letters and digits hardly begins with eight digits. */
function isOnGithub(reference: string, { github = false }: { readonly github?: boolean }): boolean {
  return github || /^\d{8,}$|\/actions\/runs\/\d+/.test(reference);
}

/** `gitphony executions list|show|logs|resume|restart|replay|kill`. */
export const executionsCommand: CommandModule = {
  configure(command: Command, finish) {
    command.addHelpText('after', help);
    command
      .command('list')
      .description('executions of this project, newest first')
      .option('--flow <namespace.id>', 'only those of this flow')
      .option('--state <state>', 'only those in this state')
      .option('--limit <count>', 'at most so many', '25')
      .option('--github', onGithub)
      .option('--json', 'as JSON')
      .action(async (options: { flow?: string; state?: string; limit: string; json?: boolean; github?: boolean }) => {
        parseChoice('--state', options.state?.toUpperCase(), states);
        if (options.github !== true) return finish(await listExecutions(options));
        const { listRunsOnGithub } = await import('../executions/github/list-runs.ts');
        return finish(await listRunsOnGithub(options));
      });
    command
      .command('show')
      .description('an execution with its task runs and outputs')
      .argument('<id>')
      .option('--github', onGithub)
      .option('--json', 'the execution as one JSON document')
      .action(async (id: string, options: { json?: boolean; github?: boolean }) => {
        if (!isOnGithub(id, options)) return finish(await showExecution(id, options.json === true));
        const { showRun } = await import('../executions/github/show-run.ts');
        return finish(await showRun(id, options.json === true));
      });
    command
      .command('logs')
      .description('the log of an execution')
      .argument('<id>')
      .option('--task <id>', 'only this task')
      .option('--level <level>', 'TRACE, DEBUG, INFO, WARN or ERROR: this level and above', 'TRACE')
      .option('--github', onGithub)
      .option('--json', 'one JSON object a line')
      .action(async (id: string, options: LogOptions & { github?: boolean }) => {
        if (!isOnGithub(id, options)) return finish(await printLogs(id, options));
        const { printRunLogs } = await import('../executions/github/show-run.ts');
        return finish(await printRunLogs(id, options));
      });
    command
      .command('pull')
      .description('bring the executions of a run on GitHub here, with journal, logs and files')
      .argument('<run>')
      .option('--json', 'what was brought, as JSON')
      .action(async (run: string, options: { json?: boolean }) => {
        const { pullRun } = await import('../executions/github/pull-run.ts');
        return finish(await pullRun(run, options.json === true));
      });
    command
      .command('resume')
      .description('go on with a paused or interrupted execution: what is recorded as done is not done again')
      .argument('<id>')
      .option('-i, --input <key=value>', 'an input that the pause asks for; repeat for more', collect, [])
      .option('--inputs <file>', 'a JSON object of such inputs')
      .option('--task <id>', 'the paused task, where there are several')
      .option('--latest', 'with the flow file as it is now, though it changed since')
      .option('--github', onGithub)
      .option('--json', 'the execution as one JSON document on stdout; on GitHub the run that goes on')
      .action(async (id: string, options: ResumeOptions & { github?: boolean }) => {
        if (!isOnGithub(id, options)) return finish(await resumeCommand(id, options));
        const { resumeRun } = await import('../executions/github/go-on-run.ts');
        const inputs = await readInputs(options.input, options.inputs);
        const { task, latest, json } = options;
        return finish(
          await resumeRun(id, {
            inputs,
            ...(task === undefined ? {} : { task }),
            ...(latest === undefined ? {} : { latest }),
            ...(json === undefined ? {} : { json }),
          }),
        );
      });
    command
      .command('restart')
      .description('run a failed or killed execution once more from what failed: what was good is kept')
      .argument('<id>')
      .option('--latest', 'with the flow file as it is now, though it changed since')
      .option('--github', onGithub)
      .option('--json', 'the execution as one JSON document on stdout; on GitHub the run that goes on')
      .action(async (id: string, options: { latest?: boolean; json?: boolean; github?: boolean }) => {
        if (!isOnGithub(id, options)) return finish(await restartCommand(id, options));
        const { restartRun } = await import('../executions/github/go-on-run.ts');
        return finish(await restartRun(id, options));
      });
    command
      .command('replay')
      .description('repeat an ended execution as a new one, with the flow and the inputs as they were')
      .argument('<id>')
      .option('--task <id>', 'from this task on (id, or id[value] in a loop); what ran before is taken over')
      .option('-i, --input <key=value>', 'another value for an input; repeat for more', collect, [])
      .option('--inputs <file>', 'a JSON object of other inputs')
      .option('--latest', 'with the flow file as it is now, though it changed since')
      .option('--github', onGithub)
      .option('--json', 'the execution as one JSON document on stdout; on GitHub the run that repeats it')
      .action(async (id: string, options: ReplayOptions & { github?: boolean }) => {
        if (!isOnGithub(id, options)) return finish(await replayCommand(id, options));
        const { replayRun } = await import('../executions/github/go-on-run.ts');
        const hasInputs = options.input.length > 0 || options.inputs !== undefined;
        return finish(await replayRun(id, { ...options, hasInputs }));
      });
    command
      .command('kill')
      .description('end a running or paused execution and its children')
      .argument('<id>')
      .option('--github', onGithub)
      .action(async (id: string, options: { github?: boolean }) => {
        if (!isOnGithub(id, options)) return finish(await killExecution(id));
        const { killRun } = await import('../executions/github/go-on-run.ts');
        return finish(await killRun(id));
      });
  },
};
