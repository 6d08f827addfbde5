import { join } from 'node:path';
import { execa } from 'execa';

/** The checkout's root folder. */
export const ROOT = join(import.meta.dirname, '../..');

const SHOWN_LINES = 25;

/** What the demo reads of an execution. */
export interface DemoExecution {
  readonly id: string;
  readonly state: {
    readonly current: string;
    readonly histories: readonly { readonly date: string }[];
  };
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly trigger?: { readonly variables?: { readonly date?: string } };
}

/**
 * Runs `bin/gitphony` as a user would.
 *
 * @throws Error with the end of its log when it does not end with 0.
 */
export async function gitphony(args: readonly string[], signal: AbortSignal): Promise<string> {
  const result = await execa(join(ROOT, 'bin', 'gitphony'), args, {
    cwd: ROOT,
    all: true,
    reject: false,
    cancelSignal: signal,
  });
  if (result.exitCode === 0) return result.stdout;
  const said = result.all.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
  throw new Error(
    `gitphony ${args.join(' ')}\nended with ${result.exitCode ?? result.signal ?? 'no exit code'}:\n${said}`,
  );
}

/** A whole number among the flow's outputs. */
export function outputNumber(execution: DemoExecution, name: string): number {
  const value = Number(execution.outputs?.[name] ?? Number.NaN);
  if (Number.isInteger(value)) return value;
  throw new Error(`Expected the output ${name} to be a whole number in ${JSON.stringify(execution.outputs)}`);
}

/** From the first state to the last, in seconds. */
export function durationOf({ state: { histories } }: DemoExecution): number {
  const [first, last] = [histories[0], histories.at(-1)];
  return first === undefined || last === undefined
    ? Number.NaN
    : (Date.parse(last.date) - Date.parse(first.date)) / 1000;
}
