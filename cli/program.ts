import { Command, CommanderError, Help, type Option } from 'commander';
import { nearestName } from '../src/util/nearest-name.ts';
import type { CommandEntry, ExitCode } from './command.ts';
import { examplesOf, layOutHelp } from './output/help-layout.ts';
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
      hintAtHelp(command, `gitphony ${entry.name}`);
      if (words.some((word) => ['-h', '--help', 'help'].includes(word)))
        lendExamples(command, `gitphony ${entry.name}`);
    } else if (words[0] !== undefined && !words[0].startsWith('-') && words[0] !== 'help') {
      return unknownCommand(words[0], commands);
    }
    if (words[0] === 'help' && words[1] !== undefined) return await runProgram(commands, [...words.slice(1), '--help']);
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
    .configureOutput({ writeOut: writeHelp })
    .configureHelp({ optionDescription: describeOption })
    .enablePositionalOptions()
    .exitOverride();
  for (const { name, summary } of commands) program.command(name).description(summary).exitOverride();
  return program;
}

/** Commander writes a command's help in parts; the last, of ours, it does not lay out. */
function writeHelp(part: string): void {
  const width = process.stdout.columns ?? 80;
  process.stdout.write(isExamples(part) ? layOutHelp(part, width) : part);
}

/** As Commander does, but a list that is empty at first says nothing. */
function describeOption(this: Help, option: Option): string {
  return Help.prototype.optionDescription.call(this, option).replace(' (default: [])', '');
}

/** Each command says after a mistake where its examples are. */
function hintAtHelp(command: Command, words: string): void {
  command.showHelpAfterError(`  hint: ${words} --help has the options and examples`);
  for (const child of command.commands) hintAtHelp(child, `${words} ${child.name()}`);
}

/** A subcommand without examples of its own has those of its parent that call it. */
function lendExamples(command: Command, words: string, above = ''): void {
  const own = examplesIn(command);
  if (own === '') command.addHelpText('after', examplesOf(above, words));
  for (const child of command.commands) lendExamples(child, `${words} ${child.name()}`, own === '' ? above : own);
}

function examplesIn(command: Command): string {
  const parts: string[] = [];
  command.configureOutput({ writeOut: (part) => void parts.push(part) });
  command.outputHelp();
  command.configureOutput({ writeOut: writeHelp });
  return parts.find(isExamples) ?? '';
}

function isExamples(part: string): boolean {
  return part.startsWith('\nExamples:');
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
