import type { Command } from 'commander';
import { UsageError } from '../../src/contract/errors.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { findWatched, pollAndRun, watch } from '../triggers/watch.ts';

const help = `
Examples:
  gitphony triggers poll                          every polling trigger below flows/, once
  gitphony triggers poll flows/take-in.yaml       those of one flow
  gitphony triggers poll --watch                  again and again, each at its interval, until Ctrl-C

What triggers saw is kept below .gitphony/polls; delete a file there to see everything as new.
Executions run here, one after another. On GitHub, gitphony compile makes a workflow for each interval instead.
Exit status: 0 all polls and executions went well, 1 one of them failed, 2 invalid flow or nothing to poll.`;

interface PollOptions {
  readonly watch?: boolean;
  readonly trigger?: string;
}

/** `gitphony triggers`. */
export const triggersCommand: CommandModule = {
  configure(command: Command, finish) {
    command.addHelpText('after', help);
    command
      .command('poll')
      .description('look whether there is something, and run the flows that wait for it')
      .argument('[flows...]', "flows' files or their namespace.id; default: all below flows/")
      .option('--trigger <id>', 'only the trigger of this name')
      .option('--watch', 'go on, each trigger at its interval')
      .action(async (flows: readonly string[], options: PollOptions) => finish(await poll(flows, options)));
  },
};

async function poll(flows: readonly string[], { watch: goesOn = false, trigger }: PollOptions): Promise<ExitCode> {
  const watched = await findWatched(flows, trigger);
  if (watched.length === 0) {
    throw new UsageError('TRIGGER_NOT_FOUND', 'expected a flow with a trigger that polls, found none', {
      hint: 'gitphony plugins list names them: http.Trigger, gcs.Trigger, s3.Trigger, postgresql.Trigger, …',
    });
  }
  if (goesOn) {
    const stop = new AbortController();
    const onSignal = (): void => stop.abort();
    process.once('SIGINT', onSignal);
    process.once('SIGTERM', onSignal);
    await watch(watched, stop.signal);
    return 0;
  }
  let isGood = true;
  for (const one of watched) isGood = (await pollAndRun(one)).isGood && isGood;
  return isGood ? 0 : 1;
}
