/**
 * What a Python task with dependencies costs when they are there already: by Process, and in a container. A task counts from its
 * begin to its end, as the execution records it. The Python is taken as it is, not by a version manager: pyenv's word for it costs a
 * tenth of a second, twice as much on a busy machine.
 *
 *   npx tsx bench/scripts/python.ts [--rounds 7] [--image python:3.11-slim] [--check]
 *
 * `--check` ends with 1 where the median is over 300 ms by Process or 1.5 s in a container. It needs uv in `.tools/bin` (set-up) and an
 * engine that has the image.
 */
import { execFileSync, type StdioOptions } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Execution } from '../../src/contract/execution.ts';
import { toolPath } from '../../tests/support/tool-paths.ts';
import { writeToyWheel } from '../../tests/support/toy-wheel.ts';
import { median, spread } from './median.ts';

const runners = [
  { name: 'Process', type: 'io.kestra.plugin.core.runner.Process', limit: 300 },
  { name: 'Docker', type: 'io.kestra.plugin.scripts.runner.docker.Docker', limit: 1500 },
] as const;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    image: { type: 'string', default: 'python:3.11-slim' },
    check: { type: 'boolean', default: false },
  },
});
const bin = join(import.meta.dirname, '../../bin/gitphony');

const flow = (type: string, wheels: string): string => `id: python
namespace: bench
tasks:
  - id: answer
    type: io.kestra.plugin.scripts.python.Script
    taskRunner: {type: ${type}}
    containerImage: ${values.image}
    dependencies: [toyone]
    env: {UV_FIND_LINKS: "${wheels}", UV_OFFLINE: "1"}
    script: |
      import toyone
      from kestra import Kestra
      Kestra.outputs({"answer": toyone.ANSWER})
`;

const folder = await mkdtemp(join(tmpdir(), 'gitphony-bench-python-'));
let good = true;
try {
  await writeToyWheel(join(folder, 'wheels'), 'toyone', '1.0');
  const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  const env = {
    ...process.env,
    PATH: [dirname(toolPath('uv')), dirname(python), process.env['PATH'] ?? ''].join(delimiter),
    GITPHONY_CACHE_DIR: join(folder, 'cache'),
  };
  const milliseconds = (): number => {
    const options = {
      cwd: folder,
      env,
      encoding: 'utf8' as const,
      stdio: ['ignore', 'pipe', 'ignore'] satisfies StdioOptions,
    };
    const text = execFileSync(bin, ['run', 'python.yaml', '--json'], options);
    const [task] = (JSON.parse(text) as Execution).taskRunList;
    if (task?.state.current !== 'SUCCESS') throw new Error(`expected SUCCESS, got ${task?.state.current ?? 'no task'}`);
    const [created, ended] = [task.state.histories[0], task.state.histories.at(-1)];
    return Date.parse(ended?.date ?? '') - Date.parse(created?.date ?? '');
  };
  for (const { name, type, limit } of runners) {
    await writeFile(join(folder, 'python.yaml'), flow(type, join(folder, 'wheels')));
    const first = milliseconds();
    const rounds = Array.from({ length: Number(values.rounds) }, milliseconds);
    good &&= median(rounds) <= limit;
    console.log(
      `a Python task with a dependency by ${name}: first ${first} ms, then ${median(rounds)} ms (limit ${limit}); each: ${spread(rounds, 0)}`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (values.check && !good) process.exitCode = 1;
