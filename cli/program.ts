import { Command, CommanderError } from 'commander';
import { nearestName } from '../src/util/nearest-name.ts';
import type { CommandEntry, ExitCode } from './command.ts';
import { printError } from './output/print-error.ts';
import { readVersion } from './version.ts';

const examples = `
Examples:
  gitphony validate                            every flow of this repository
  gitphony run flows/hello.yaml -i name=Ada    one flow, here, now
  gitphony compile                             write .github/workflows/
  gitphony backfill flows/taxi.yaml --start 2019-01-01 --end 2019-06-30 --trigger green_schedule

Exit status: 0 done (SUCCESS, WARNING), 1 failed (FAILED, KILLED, CANCELLED, drift), 2 invalid flow, input or option,
3 somebody must act (paused).`;

/** Runs `gitphony` with the words after its name; answers the exit status. Never throws. */
export async function runProgram(commands: readonly CommandEntry[], words: readonly string[]): Promise<number> {
  let code: ExitCode = 0;
  try {
    const program = createProgram(commands);
    const entry = commands.find(({ name }) => name === words[0]);
    if (entry !== undefined) {
      const command = findCommand(program, entry.name);
      (await entry.load()).configure(command, (value) => {
        code = value;
      });
    } else if (words[0] !== undefined && !words[0].startsWith('-') && words[0] !== 'help') {
      return unknownCommand(words[0], commands);
    }
    if (words[0] === 'help' && words[1] !== undefined) return await runProgram(commands, [words[1], '--help']);
    if (words.length === 0) {
      program.outputHelp();
      return 0;
    }
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return printError(error);
  }
}

function createProgram(commands: readonly CommandEntry[]): Command {
  const program = new Command('gitphony')
    .description('Conducts data pipelines with no server: Kestra flows, on this machine and on GitHub Actions.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', examples)
    .enablePositionalOptions()
    .exitOverride();
  for (const { name, summary } of commands) program.command(name).description(summary).exitOverride();
  return program;
}

function findCommand(program: Command, name: string): Command {
  const command = program.commands.find((candidate) => candidate.name() === name);
  if (command === undefined) throw new Error(`the command ${name} is not in the program`);
  return command;
}

function unknownCommand(word: string, commands: readonly CommandEntry[]): number {
  const names = commands.map(({ name }) => name);
  const nearest = nearestName(word, names);
  const hint = nearest === undefined ? `the commands are ${names.join(', ')}` : `did you mean "gitphony ${nearest}"?`;
  process.stderr.write(`error: expected a command, got "${word}"\n  ${hint}\n`);
  return 2;
}
