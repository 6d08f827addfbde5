import type { Command } from 'commander';
import { openProject } from '../../src/project/project.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { doctorChecks } from '../doctor/checks.ts';
import { type CheckReport, runChecks } from '../doctor/run-checks.ts';
import { coloursFor } from '../output/colours.ts';
import { formatTable } from '../output/format-table.ts';
import { writeJson } from '../output/print-json.ts';

const help = `
Examples:
  gitphony doctor                what this machine and project lack, with the fix
  gitphony doctor --github       the repository on GitHub too: disabled workflows, environments, owners, secrets
  gitphony doctor --json | jq '.checks[].findings[]'

With --github the token needs Actions, Contents, Environments, Secrets and Variables: read; a check that it may not make is told.
Exit status: 0 all well or warnings only, 1 something must be mended, 2 GitHub could not be asked.`;

interface DoctorOptions {
  readonly github?: boolean;
  readonly json?: boolean;
}

/** `gitphony doctor`. */
export const doctorCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .option('--github', 'look at the repository on GitHub too')
      .option('--json', 'one JSON document on stdout')
      .addHelpText('after', help)
      .action(async (options: DoctorOptions) => finish(await doctor(options)));
  },
};

async function doctor({ github = false, json = false }: DoctorOptions): Promise<ExitCode> {
  const checks = await runChecks(await openProject(process.cwd()), doctorChecks, { github });
  const mustBeMended = checks.some(({ findings }) => findings.some(({ level }) => level === 'error'));
  if (json) await writeJson({ ok: !mustBeMended, checks });
  else process.stdout.write(`${describe(checks)}\n`);
  return mustBeMended ? 1 : 0;
}

function describe(checks: readonly CheckReport[]): string {
  const colours = coloursFor(process.stdout);
  const rows = checks.flatMap(({ check, findings }): string[][] => {
    if (findings.length === 0) return [[colours.green('ok'), check, '']];
    return findings.flatMap(({ level, message, fix }) => [
      [level === 'error' ? colours.red('error') : colours.yellow('warning'), check, message],
      ['', '', `fix: ${fix}`],
    ]);
  });
  return formatTable(['', 'CHECK', ''], rows);
}
