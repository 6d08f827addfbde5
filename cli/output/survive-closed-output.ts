/**
 * A reader that has enough (`gitphony plugins list | head -1`) is no error: nobody reads on, so nothing more is written.
 * The exit status is what the command had set by then, else 0. A closed stderr must not end a running execution.
 */
export function surviveClosedOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
