/**
 * One measurement in a process of its own, for its memory: `process-child.ts tasks <count>` runs so many tasks that do nothing,
 * `process-child.ts log <bytes>` one task that prints so many bytes of log lines. Prints `{"milliseconds": …, "megabytes": …,
 * "written": …}`, the last one the bytes of the log file.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Execution } from '../../src/contract/execution.ts';
import { startExecution } from '../../src/engine/index.ts';
import { processRunner } from '../../src/plugins/core/runner/process.ts';
import { commands } from '../../src/plugins/scripts/shell/commands.ts';
import { createEngineScene, toyFlow, toyTask } from '../../tests/support/engine-scene.ts';

/** 100 characters with the line end. */
const LINE = '2026-01-01 trip 12345678 of the month was read, checked, and written; all of its columns are there.';
const secrets = { PASSWORD: 'correct-horse-battery', DATABASE: 'postgresql://taxi:s3cr3t-pass@db.example.com/taxi' };

const [what = 'tasks', amount = '20'] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'gitphony-bench-'));
const { host } = await createEngineScene([commands, processRunner], { folder, secrets });
// The scene keeps every event for tests; here that would be measured too.
const silent = { ...host, onEvent: () => undefined };
delete silent.onLog;

async function run(lines: readonly string[]): Promise<{ milliseconds: number; execution: Execution }> {
  const tasks = lines.map((line, index) => toyTask(`task_${index}`, commands.type, {}, { commands: [line] }));
  const started = performance.now();
  const { result } = await startExecution({ flow: toyFlow(tasks), flowText: '', inputs: {} }, silent);
  const execution = await result;
  if (execution.state.current !== 'SUCCESS') throw new Error(`expected SUCCESS, got ${execution.state.current}`);
  return { milliseconds: performance.now() - started, execution };
}

try {
  // The first run compiles validators, which the built command has ready.
  await run(['true']);
  const { milliseconds, execution } = await run(
    what === 'tasks'
      ? Array.from({ length: Number(amount) }, () => 'true')
      : [`yes '${LINE}' | head -c ${Number(amount)}`],
  );
  const written = execution.taskRunList[0]?.attempts?.[0]?.logSize ?? 0;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ milliseconds, megabytes, written }));
} finally {
  await rm(folder, { recursive: true, force: true });
}
