import type { Execution } from '../src/contract/execution.ts';
import type { LogLevel } from '../src/contract/logger.ts';
import type { ExecutionHandle } from '../src/engine/index.ts';
import { createEngineHost } from '../src/project/engine-host.ts';
import { startServicesFor } from '../src/project/services.ts';
import { type StartRequest, startFlow } from '../src/project/start-flow.ts';
import type { FlowToRun } from './flow-to-run.ts';
import { coloursFor } from './output/colours.ts';
import { createConsoleView, paintState } from './output/console-view.ts';
import { formatSeconds } from './output/format-time.ts';
import { createLiveBlock } from './output/live-block.ts';
import { killOnSignals } from './kill-on-signals.ts';

/** Runs executions of one flow, shown on stderr. */
export interface FlowRunner {
  /** Runs one execution to its end. */
  run(request: StartRequest): Promise<Execution>;
  /** Follows an execution that was started by other means (resume). */
  follow(start: (host: Awaited<ReturnType<typeof createEngineHost>>) => Promise<ExecutionHandle>): Promise<Execution>;
  note(text: string): void;
  close(): void;
}

/** Starts the services that the flow needs and a view of what runs. */
export async function openRunner({ project, flow, text }: FlowToRun, level?: LogLevel): Promise<FlowRunner> {
  const colours = coloursFor(process.stderr);
  const services = await startServicesFor(flow, project.config, project.root);
  const view = createConsoleView(createLiveBlock(process.stderr), level);
  const host = await createEngineHost(project, {
    secrets: services.secrets,
    onEvent: (event) => view.onEvent(event),
    onLog: (record) => view.onLog(record),
  });

  const finish = async (handle: ExecutionHandle): Promise<Execution> => {
    process.stderr.write(`execution ${handle.id}\n`);
    for (const note of services.notes) view.note(note);
    const release = killOnSignals(handle, view);
    try {
      const execution = await handle.result;
      view.close();
      process.stderr.write(`${describeEnd(execution, colours)}\n`);
      return execution;
    } finally {
      release();
    }
  };

  return {
    run: async (request) => finish(await startFlow({ flow, text }, request, host)),
    follow: async (start) => finish(await start(host)),
    note: (line) => view.note(line),
    close: () => view.close(),
  };
}

function describeEnd(execution: Execution, colours: ReturnType<typeof coloursFor>): string {
  const { state, taskRunList, id, error } = execution;
  const counted = `${taskRunList.length} task ${taskRunList.length === 1 ? 'run' : 'runs'}`;
  const lines = [`${paintState(state.current, colours).trimEnd()} in ${formatSeconds(state.duration)}, ${counted}`];
  if (error !== undefined) lines.push(`  ${colours.red(error.message)}`);
  const hint = needsTrigger(execution) ? triggerHint(execution) : error?.hint;
  if (hint !== undefined) lines.push(`  ${colours.cyan('hint:')} ${hint}`);
  if (state.current !== 'SUCCESS') lines.push(colours.dim(`  gitphony executions logs ${id}`));
  return lines.join('\n');
}

/** True where an execution that no trigger started failed because an expression asks for `trigger.…`. */
function needsTrigger({ trigger, taskRunList, error }: Execution): boolean {
  if (trigger !== undefined) return false;
  const messages = [error?.message, ...taskRunList.map((taskRun) => taskRun.error?.message)];
  return messages.some(
    (message) => message !== undefined && /`?trigger`?\b.*|\btrigger\.\w+/.test(message) && /\btrigger\b/.test(message),
  );
}

function triggerHint({ flowFile }: Execution): string {
  return `this flow reads trigger.*: run it as a trigger would, gitphony run ${flowFile} --trigger <id> --date 2019-01-01T09:00`;
}
