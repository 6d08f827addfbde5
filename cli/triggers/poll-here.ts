import { createExecutionId, type ExecutionHandle } from '../../src/engine/index.ts';
import { memoryName, type PollingTrigger } from '../../src/flow/index.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { openLocalMemory } from '../../src/project/polls/local-memory.ts';
import { pollTrigger, takeFound } from '../../src/project/polls/poll-trigger.ts';
import type { Project } from '../../src/project/project.ts';
import { findStateDirectory } from '../../src/project/project-root.ts';
import { startServicesFor } from '../../src/project/services.ts';
import type { FlowSource } from '../../src/project/start-flow.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import type { TriggerToRun } from '../trigger-found.ts';

/** Polls a trigger once on this machine, with what it remembers here, and fetches what it found. */
export async function pollHere(project: Project, source: FlowSource, trigger: PollingTrigger): Promise<TriggerToRun> {
  const { flow } = source;
  const { secrets } = await startServicesFor(flow, project.config, project.root);
  const host = await createEngineHost(project, {
    secrets,
    onLog: ({ taskId, level, message }) => {
      if (level === 'WARN' || level === 'ERROR') process.stderr.write(`${level} [${taskId}] ${message}\n`);
    },
  });
  const memory = openLocalMemory(findStateDirectory(project.root));
  const name = memoryName(flow, trigger.node);
  const stop = stopOnSignals();
  try {
    const onStarted = (handle: ExecutionHandle): void => stop.attach(handle);
    const seen = await memory.read(name);
    const { handover, skipped, remember } = await pollTrigger(source, trigger, seen, { host, onStarted });
    const keep = async (): Promise<void> => {
      if (remember !== undefined) await memory.write(name, remember);
    };
    if (handover === undefined) {
      await keep();
      return { skipped: skipped ?? `${trigger.node.id} finds nothing` };
    }
    const executionId = createExecutionId();
    const record = await takeFound(source, trigger, handover, { host, onStarted, executionId });
    if (record === undefined) return { skipped: `what ${trigger.node.id} found is gone` };
    return { record, executionId, remember: keep };
  } finally {
    stop.release();
  }
}
