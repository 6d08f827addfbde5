import { createInterface } from 'node:readline/promises';
import { UsageError } from '../../src/contract/errors.ts';
import { describeCronProblem } from '../../src/util/cron.ts';
import type { Survey } from './survey.ts';

/** What a new project shall be. */
export interface InitAnswers {
  /** `./action`: copied into the repository; else a pinned reference. */
  readonly action: string;
  readonly postgres: boolean;
  /** Cron expression of the first flow; undefined: it runs by hand. */
  readonly schedule: string | undefined;
  readonly deploy: 'none' | 'check' | 'commit';
}

/** What the command line said; only the rest is asked. */
export type GivenAnswers = { readonly [Name in keyof InitAnswers]?: InitAnswers[Name] | undefined };

/** Without a question: the fewest parts that work. */
const plainest: InitAnswers = { action: './action', postgres: false, schedule: undefined, deploy: 'none' };

/** How the action is named in gitphony.yaml. */
const actionForm = /^(\.\/[\w./-]+|[\w.-]+\/[\w.-]+(\/[\w./-]+)?@[0-9a-f]{40}( *# *\S+)?)$/;

/** Fails with OPTION_INVALID where an answer of the command line cannot be. */
export function checkGiven({ action, schedule }: GivenAnswers): void {
  const problem = (action === undefined ? undefined : actionProblem(action)) ?? cronProblem(schedule ?? '');
  if (problem !== undefined) throw new UsageError('OPTION_INVALID', problem);
}

/** Asks what neither the command line nor what is there says. `ask` false: takes the plainest. */
export async function findAnswers(found: Survey, given: GivenAnswers, ask: boolean): Promise<InitAnswers> {
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (!ask || found.config !== undefined) return { ...plainest, ...known };
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Whoever presses Ctrl-C or Ctrl-D means to stop before anything is written.
  const gone = new AbortController();
  terminal.on('close', () => gone.abort());
  const question = async (text: string, accept: (answer: string) => string | undefined): Promise<string> => {
    for (;;) {
      const answer = (await terminal.question(text, { signal: gone.signal })).trim();
      const problem = accept(answer);
      if (problem === undefined) return answer;
      process.stderr.write(`  ${problem}\n`);
    }
  };
  try {
    return {
      action:
        given.action ??
        ((await question(
          'Action: ./action (a copy in this repository) or owner/name/action@commit [./action] ',
          (answer) => (answer === '' ? undefined : actionProblem(answer)),
        )) ||
          './action'),
      postgres: given.postgres ?? isYes(await question('A PostgreSQL of the project’s own? [y/N] ', yesOrNo)),
      schedule:
        given.schedule ??
        (found.flows > 0
          ? undefined
          : (await question(
              'When does the first flow start by itself, as cron (empty: by hand only) [] ',
              cronProblem,
            )) || undefined),
      deploy:
        given.deploy ??
        deployOf(
          (await question(
            'Check pull requests on GitHub: none, check, or commit what compile makes [check] ',
            deployProblem,
          )) || 'check',
        ),
    };
  } catch (error) {
    if (!gone.signal.aborted) throw error;
    throw new UsageError('INIT_STOPPED', 'expected an answer, got none: nothing was written', {
      cause: error,
      hint: 'gitphony init --yes asks nothing',
    });
  } finally {
    terminal.close();
  }
}

function actionProblem(action: string): string | undefined {
  return actionForm.test(action)
    ? undefined
    : `expected ./action, or owner/name/path@<commit of 40 hex digits> # v1.2.3, got "${action}"`;
}

function cronProblem(text: string): string | undefined {
  if (text === '') return undefined;
  const problem = describeCronProblem(text);
  return problem === undefined ? undefined : `${problem.message}; ${problem.hint}`;
}

function yesOrNo(answer: string): string | undefined {
  return /^(?:y|yes|n|no|)$/i.test(answer) ? undefined : `expected y or n, got "${answer}"`;
}

function isYes(answer: string): boolean {
  return /^y/i.test(answer);
}

function deployProblem(answer: string): string | undefined {
  return ['', 'none', 'check', 'commit'].includes(answer)
    ? undefined
    : `expected none, check or commit, got "${answer}"`;
}

/** Its form was checked. */
function deployOf(answer: string): InitAnswers['deploy'] {
  return answer === 'none' || answer === 'commit' ? answer : 'check';
}
