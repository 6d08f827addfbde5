import { commands } from './commands.ts';
import { surviveClosedOutput } from './output/survive-closed-output.ts';
import { runProgram } from './program.ts';

surviveClosedOutput();
process.exitCode = await runProgram(commands, process.argv.slice(2));
