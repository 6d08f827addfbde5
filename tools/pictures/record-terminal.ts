import { spawn } from 'node:child_process';
import { openTerminal, type Screen, screenText } from './screen.ts';

export interface Recording {
  /** The command line as shown behind the prompt, and run. */
  readonly command: string;
  readonly cwd: string;
  /** PATH in front of the machine's own. */
  readonly path: string;
  readonly columns: number;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly exitCode?: number;
  /** Keep the first screen whose text this is true of, instead of the one at the end. */
  readonly moment?: (text: string) => boolean;
}

const ROWS = 60;

/**
 * Runs a command on a terminal of its own (`script` of util-linux) and answers what one sees.
 *
 * @throws Error when it ends with another exit code than expected, or the moment never came
 */
export async function recordTerminal(recording: Recording): Promise<Screen> {
  const { command, cwd, path, columns, exitCode = 0, moment } = recording;
  const terminal = openTerminal({ columns, rows: ROWS });
  await terminal.write(`\u001B[32m$\u001B[39m \u001B[1m${command.replaceAll('\n', '\r\n')}\u001B[22m\r\n`);
  const sized = `stty cols ${columns} rows ${ROWS}; ${command}`;
  const env = {
    ...process.env,
    ...recording.env,
    PATH: `${path}:${process.env['PATH'] ?? ''}`,
    TERM: 'xterm-256color',
  };
  const child = spawn('script', ['-qefc', sized, '/dev/null'], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  let kept: Screen | undefined;
  for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
    await terminal.write(chunk);
    if (moment === undefined || kept !== undefined) continue;
    const screen = terminal.screen();
    if (moment(screenText(screen))) kept = screen;
  }
  const code = await ended;
  const last = terminal.screen();
  if (code !== exitCode) {
    throw new Error(`${command}: expected exit code ${exitCode}, got ${code ?? 'none'}\n${screenText(last)}`);
  }
  if (moment === undefined) return last;
  if (kept === undefined) throw new Error(`${command}: the moment to picture never came\n${screenText(last)}`);
  return kept;
}
