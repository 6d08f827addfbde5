import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { type PageStep, pageSteps } from './page-blocks.ts';
import { projectRoot } from './tool-paths.ts';

/** How a block of commands went. */
export interface StepResult extends PageStep {
  /** Undefined: an earlier block ended otherwise than the page says, so this one was not begun. */
  readonly ended: number | undefined;
  /** Standard output and error, in the order of a terminal. */
  readonly output: string;
}

export interface PageRun {
  /** Where the commands begin. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Makes commands and expected texts fit the test: another address, another folder. */
  readonly change?: (text: string) => string;
  /** Milliseconds. */
  readonly timeout: number;
}

const mark = '@@page-step';

/**
 * Runs all commands of a page in one shell, as a reader would who copies them one block after another. Variables and the working folder go on
 * from block to block; the first failure ends it.
 */
export async function runPage(markdown: string, run: PageRun): Promise<readonly StepResult[]> {
  const { cwd, env = {}, change = (text: string): string => text, timeout } = run;
  const steps = pageSteps(markdown).map((step) => ({
    ...step,
    commands: change(step.commands),
    printed: step.printed === undefined ? undefined : change(step.printed),
  }));
  const script = join(cwd, '.page.sh');
  await writeFile(script, scriptOf(steps));
  const { all } = await execa('bash', ['--noprofile', '--norc', script], {
    cwd,
    env: { NO_COLOR: '1', ...env, PATH: `${join(projectRoot, 'bin')}:${process.env['PATH'] ?? ''}` },
    stdin: 'ignore',
    all: true,
    reject: false,
    timeout,
  });
  return steps.map((step, index) => ({ ...step, ...resultOf(all, index) }));
}

/** Each block ends at its first failing command, as `set -e` has it; another end than the page says ends the whole. */
function scriptOf(steps: readonly PageStep[]): string {
  const blocks = steps.map(
    ({ commands, exitCode }, index) => `
printf '\\n${mark} ${index} begins\\n'
trap 'page_status=$?; printf "\\n${mark} ${index} ended %d\\n" "$page_status"' EXIT
${exitCode === 0 ? 'set -e' : 'set +e'}
${commands}
page_status=$?
printf '\\n${mark} ${index} ended %d\\n' "$page_status"
trap - EXIT
[ "$page_status" = ${exitCode} ] || exit 1
`,
  );
  return `set -o pipefail\n${blocks.join('')}`;
}

function resultOf(all: string, index: number): Pick<StepResult, 'ended' | 'output'> {
  const begin = `\n${mark} ${index} begins\n`;
  const from = all.indexOf(begin);
  if (from === -1) return { ended: undefined, output: '' };
  const rest = all.slice(from + begin.length);
  const end = new RegExp(`\\n${mark} ${index} ended (\\d+)`).exec(rest);
  if (end === null) return { ended: undefined, output: rest };
  return { ended: Number(end[1]), output: rest.slice(0, end.index) };
}
