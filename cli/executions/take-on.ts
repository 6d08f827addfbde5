import type { EngineHost } from '../../src/contract/engine-host.ts';
import type { Execution } from '../../src/contract/execution.ts';
import type { ExecutionHandle } from '../../src/engine/index.ts';
import { absolutePath } from '../../src/project/flow-files.ts';
import { findProjectRoot, findRepositoryFolder } from '../../src/project/project-root.ts';
import type { ExitCode } from '../command.ts';
import { type FlowToRun, openFlow } from '../flow-to-run.ts';
import { exitCodeOf } from '../output/exit-code.ts';
import { writeJson } from '../output/print-json.ts';
import { openRunner } from '../run-flow.ts';

/** Opens the flow of a recorded execution as it is now. */
export function openRecordedFlow({ flowFile }: Pick<Execution, 'flowFile'>): Promise<FlowToRun> {
  return openFlow(absolutePath(findRepositoryFolder(findProjectRoot(process.cwd())), flowFile));
}

/** Goes on with an execution, shows it as `run` does, and answers its exit status. Its id is announced first. */
export async function followToEnd(
  opened: FlowToRun,
  record: Pick<Execution, 'id'> & Partial<Pick<Execution, 'taskRunList'>>,
  json: boolean | undefined,
  start: (host: EngineHost) => Promise<ExecutionHandle>,
): Promise<ExitCode> {
  const runner = await openRunner(opened);
  try {
    const execution = await runner.follow(record.id, start, record.taskRunList);
    process.exitCode = exitCodeOf(execution.state.current);
    if (json === true) await writeJson(execution);
    return exitCodeOf(execution.state.current);
  } finally {
    runner.close();
  }
}
