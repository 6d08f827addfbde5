import type { Command } from 'commander';
import type { CommandModule } from '../command.ts';
import { killExecution } from '../executions/kill.ts';
import { listExecutions } from '../executions/list.ts';
import { printLogs } from '../executions/logs.ts';
import { resumeCommand } from '../executions/resume.ts';
import { showExecution } from '../executions/show.ts';

const help = `
Examples:
  gitphony executions list --flow zoomcamp.04_postgres_taxi
  gitphony executions show ID
  gitphony executions logs ID --task extract
  gitphony executions resume ID        go on with one that was interrupted

An ID may be shortened to its first characters, or be "last".`;

/** `gitphony executions list|show|logs|resume|kill`. */
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
      .description('go on with an interrupted execution: what is recorded as done is not done again')
      .argument('<id>')
      .option('--latest', 'with the flow file as it is now, though it changed since')
      .option('--json', 'the execution as one JSON document on stdout')
      .action(async (id: string, options: { latest?: boolean; json?: boolean }) =>
        finish(await resumeCommand(id, options)),
      );
    command
      .command('kill')
      .description('end a running execution and its children')
      .argument('<id>')
      .action(async (id: string) => finish(await killExecution(id)));
  },
};
