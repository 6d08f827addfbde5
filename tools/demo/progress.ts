import picocolors from 'picocolors';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;
const FRAME_MILLISECONDS = 80;
const CLEAR_LINE = '\r\u001B[2K';

const live = process.stdout.isTTY && process.env['TERM'] !== 'dumb';
const colours = picocolors.createColors(live && process.env['NO_COLOR'] === undefined);

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** Animates a line until `work` ends on a terminal; prints one line at its end either way. `work` answers what it did. */
export async function step<T>(
  title: string,
  work: () => Promise<T>,
  describe: (result: T) => string = () => '',
): Promise<T> {
  const started = performance.now();
  let frame = 0;
  const timer = live
    ? setInterval(() => {
        const spinner = colours.cyan(FRAMES[frame++ % FRAMES.length] ?? '');
        process.stdout.write(`${CLEAR_LINE}${spinner} ${title} ${colours.dim(seconds(started))}`);
      }, FRAME_MILLISECONDS)
    : undefined;
  const end = (mark: string, text: string): void => {
    clearInterval(timer);
    process.stdout.write(`${live ? CLEAR_LINE : ''}${mark} ${title}${text}\n`);
  };
  try {
    const result = await work();
    const said = describe(result);
    end(colours.green('✓'), `${said === '' ? '' : `: ${said}`} ${colours.dim(`(${seconds(started)})`)}`);
    return result;
  } catch (error) {
    end(colours.red('✗'), '');
    throw error;
  }
}

/** Prints a heading and a table; numbers stand to the right. */
export function printTable(rows: readonly Readonly<Record<string, string | number>>[]): void {
  const names = Object.keys(rows[0] ?? {});
  const text = (value: string | number | undefined): string =>
    typeof value === 'number' ? value.toLocaleString('en-US') : (value ?? '');
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => text(row[name]).length)));
  const line = (cells: readonly (string | number | undefined)[]): string =>
    cells
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return typeof cell === 'number' ? text(cell).padStart(width) : text(cell).padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const heads = names.map((name, index) =>
    typeof rows[0]?.[name] === 'number' ? name.padStart(widths[index] ?? 0) : name,
  );
  console.log(`\n${colours.bold(line(heads))}`);
  for (const row of rows) console.log(line(names.map((name) => row[name])));
}

/** Prints lines of `command  # what it shows`. */
export function printHints(title: string, hints: Readonly<Record<string, string>>): void {
  const width = Math.max(...Object.keys(hints).map((command) => command.length));
  console.log(`\n${colours.bold(title)}`);
  for (const [command, meaning] of Object.entries(hints)) {
    console.log(`  ${command.padEnd(width)}  ${colours.dim(`# ${meaning}`)}`);
  }
}
