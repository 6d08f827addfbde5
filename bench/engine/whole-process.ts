import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const hello = `id: hello
namespace: company.team
tasks:
  - id: greet
    type: io.kestra.plugin.core.log.Log
    message: Hello from {{ flow.id }}
`;

/** Median milliseconds of `gitphony run hello.yaml` as a whole process; undefined where the command is not built yet. */
export async function measureProcess(rounds: number): Promise<number | undefined> {
  const command = fileURLToPath(new URL('../../bin/gitphony', import.meta.url));
  if (!existsSync(command)) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-bench-'));
  try {
    await mkdir(join(folder, 'flows'));
    await writeFile(join(folder, 'flows', 'hello.yaml'), hello);
    const run = (): number => {
      const started = performance.now();
      execFileSync(command, ['run', 'flows/hello.yaml'], { cwd: folder, stdio: 'ignore' });
      return performance.now() - started;
    };
    // The first one reads files from the disk.
    run();
    return Array.from({ length: rounds }, run).toSorted((a, b) => a - b)[Math.floor(rounds / 2)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
