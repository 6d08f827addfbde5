import type { Command } from 'commander';
import type { CommandModule } from '../command.ts';
import { killExecution } from '../executions/kill.ts';
import { listExecutions } from '../executions/list.ts';
import { printLogs } from '../executions/logs.ts';
import { replayCommand, type ReplayOptions } from '../executions/replay.ts';
import { restartCommand } from '../executions/restart.ts';
import { resumeCommand, type ResumeOptions } from '../executions/resume.ts';
import { showExecution } from '../executions/show.ts';
import { collect } from '../options.ts';

const help = `
Examples:
  gitphony executions list --flow zoomcamp.04_postgres_taxi
  gitphony executions show ID
  gitphony executions logs ID --task extract
  gitphony executions resume ID        go on with one that was interrupted
  gitphony executions resume ID -i approved=true      … or that a Pause holds
  gitphony executions restart ID       once more from the task that failed
  gitphony executions replay ID --task load           once more from a task, as a new execution

An ID may be shortened to its first characters, or be "last".`;

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
      .option('--json', 'as JSON')
      .action(async (options: { flow?: string; state?: string; limit: string; json?: boolean }) =>
        finish(await listExecutions(options)),
      );
    command
      .command('show')
      .description('an execution with its task runs and outputs')
      .argument('<id>')
      .option('--json', 'the execution as one JSON document')
      .action(async (id: string, options: { json?: boolean }) =>
        finish(await showExecution(id, options.json === true)),
      );
    command
      .command('logs')
      .description('the log of an execution')
      .argument('<id>')
      .option('--task <id>', 'only this task')
      .option('--level <level>', 'TRACE, DEBUG, INFO, WARN or ERROR: this level and above', 'TRACE')
      .option('--json', 'one JSON object a line')
      .action(async (id: string, options: { task?: string; level: string; json?: boolean }) =>
        finish(await printLogs(id, options)),
      );
    command
      .command('resume')
      .description('go on with a paused or interrupted execution: what is recorded as done is not done again')
      .argument('<id>')
      .option('-i, --input <key=value>', 'an input that the pause asks for; repeat for more', collect, [])
      .option('--inputs <file>', 'a JSON object of such inputs')
      .option('--task <id>', 'the paused task, where there are several')
      .option('--latest', 'with the flow file as it is now, though it changed since')
      .option('--json', 'the execution as one JSON document on stdout')
      .action(async (id: string, options: ResumeOptions) => finish(await resumeCommand(id, options)));
    command
      .command('restart')
      .description('run a failed or killed execution once more from what failed: what was good is kept')
      .argument('<id>')
      .option('--latest', 'with the flow file as it is now, though it changed since')
      .option('--json', 'the execution as one JSON document on stdout')
      .action(async (id: string, options: { latest?: boolean; json?: boolean }) =>
        finish(await restartCommand(id, options)),
      );
    command
      .command('replay')
      .description('repeat an ended execution as a new one, with the flow and the inputs as they were')
      .argument('<id>')
      .option('--task <id>', 'from this task on (id, or id[value] in a loop); what ran before is taken over')
      .option('-i, --input <key=value>', 'another value for an input; repeat for more', collect, [])
      .option('--inputs <file>', 'a JSON object of other inputs')
      .option('--latest', 'with the flow file as it is now, though it changed since')
      .option('--json', 'the execution as one JSON document on stdout')
      .action(async (id: string, options: ReplayOptions) => finish(await replayCommand(id, options)));
    command
      .command('kill')
      .description('end a running or paused execution and its children')
      .argument('<id>')
      .action(async (id: string) => finish(await killExecution(id)));
  },
};
