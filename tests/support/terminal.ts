import { join } from 'node:path';
import { execa } from 'execa';
import { projectRoot } from './tool-paths.ts';

/** Gives the program a terminal of 80 columns, sends what `keys` says, writes all that the terminal got to stdout. */
const script = `
import fcntl, os, pty, select, struct, sys, termios, time
columns, keys = int(sys.argv[1]), eval(sys.argv[2])
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[3], sys.argv[3:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
seen = b''
while True:
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        break
    if not chunk:
        break
    seen += chunk
    if keys and keys[0][0].encode() in seen:
        os.write(terminal, keys.pop(0)[1].encode())
os.write(1, seen)
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
`;

/** What a person would see, and what the terminal got to show it. */
export interface TerminalResult {
  readonly exitCode: number | undefined;
  /** Bytes as sent, with escape codes. */
  readonly raw: string;
  /** The lines that stand on the screen at the end. */
  readonly screen: readonly string[];
}

/** Runs `bin/gitphony` on a terminal (Python's pty). `keys`: once the first text is seen, the second is typed. */
export async function runOnTerminal(
  args: readonly string[],
  options: { readonly cwd: string; readonly columns?: number; readonly keys?: readonly (readonly [string, string])[] },
): Promise<TerminalResult> {
  const { cwd, columns = 80, keys = [] } = options;
  const env = { TERM: 'xterm-256color', CI: undefined, NO_COLOR: undefined, FORCE_COLOR: undefined };
  const command = [String(columns), JSON.stringify(keys), join(projectRoot, 'bin/gitphony'), ...args];
  const ended = await execa('python3', ['-c', script, ...command], { cwd, env, reject: false, timeout: 60_000 });
  if (ended.timedOut) throw new Error(`gitphony did not end on its terminal:\n${ended.stdout}`);
  return { exitCode: ended.exitCode, raw: ended.stdout, screen: screenOf(ended.stdout) };
}

/** Plays the few codes that the live view and questions use: colours, cursor up to a line's start (F), to a column (G), erase below (J). Fails on others. */
export function screenOf(raw: string): string[] {
  const lines: string[] = [''];
  let row = 0;
  let column = 0;
  // eslint-disable-next-line no-control-regex -- escape codes are what is read here
  for (const [token] of raw.matchAll(/\u001B\[[0-9;?]*[A-Za-z]|\r|\n|[^\u001B\r\n]+/gu)) {
    if (token === '\n') {
      row += 1;
      lines[row] ??= '';
    } else if (token === '\r') column = 0;
    else if (!token.startsWith('\u001B')) {
      const line = (lines[row] ?? '').padEnd(column);
      lines[row] = line.slice(0, column) + token + line.slice(column + token.length);
      column += token.length;
    } else if (token.endsWith('F')) {
      row = Math.max(0, row - Number(token.slice(2, -1) || 1));
      column = 0;
    } else if (token.endsWith('G')) {
      column = Number(token.slice(2, -1) || 1) - 1;
    } else if (token.endsWith('J')) {
      lines.length = row + 1;
      lines[row] = (lines[row] ?? '').slice(0, column);
    } else if (!token.endsWith('m')) throw new Error(`the terminal got an unexpected code: ${JSON.stringify(token)}`);
  }
  return lines;
}
