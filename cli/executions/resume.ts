import { UsageError } from '../../src/contract/errors.ts';
import { resumeExecution } from '../../src/engine/index.ts';
import { absolutePath } from '../../src/project/flow-files.ts';
import { findProjectRoot } from '../../src/project/project-root.ts';
import type { ExitCode } from '../command.ts';
import { openFlow } from '../flow-to-run.ts';
import { exitCodeOf } from '../output/exit-code.ts';
import { writeJson } from '../output/print-json.ts';
import { openRunner } from '../run-flow.ts';
import { findExecution, readRecord } from './find.ts';

/** `gitphony executions resume ID`: goes on with an execution whose process died. */
export async function resumeCommand(
  reference: string,
  options: { readonly latest?: boolean; readonly json?: boolean },
): Promise<ExitCode> {
  const found = await findExecution(reference);
  const { flowFile, state } = await readRecord(found);
  if (state.endDate !== undefined) {
    throw new UsageError(
      'EXECUTION_ENDED',
      `expected an execution that was interrupted, ${found.id} ended as ${state.current}`,
      {
        hint: 'run the flow again',
      },
    );
  }
  const opened = await openFlow(absolutePath(findProjectRoot(process.cwd()), flowFile));
  const runner = await openRunner(opened);
  try {
    const execution = await runner.follow(found.id, (host) =>
      resumeExecution(
        {
          flow: opened.flow,
          flowText: opened.text,
          executionId: found.id,
          allowOtherRevision: options.latest === true,
        },
        host,
      ),
    );
    process.exitCode = exitCodeOf(execution.state.current);
    if (options.json === true) await writeJson(execution);
    return exitCodeOf(execution.state.current);
  } finally {
    runner.close();
  }
}
