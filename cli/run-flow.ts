import type { Execution } from '../src/contract/execution.ts';
import type { ExecutionEvent } from '../src/contract/events.ts';
import type { LogLevel } from '../src/contract/logger.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { ExecutionHandle } from '../src/engine/index.ts';
import { createEngineHost } from '../src/project/engine-host.ts';
import { flowRevision } from '../src/project/flow-revision.ts';
import { startServicesFor } from '../src/project/services.ts';
import { type StartRequest, startFlow } from '../src/project/start-flow.ts';
import type { FlowToRun } from './flow-to-run.ts';
import { killOnSignals } from './kill-on-signals.ts';
import { coloursFor } from './output/colours.ts';
import { createConsoleView } from './output/console-view.ts';
import { describeEnd } from './output/describe-end.ts';
import { createLiveBlock } from './output/live-block.ts';

/** Runs executions of one flow, shown on stderr. */
export interface FlowRunner {
  /** Runs one execution to its end; `begun` is called once it is on disk. */
  run(request: StartRequest, begun?: () => Promise<void>): Promise<Execution>;
  /** Follows an execution that was started by other means (resume); `earlier` are the task runs that it has by now. */
  follow(
    id: string,
    start: (host: Awaited<ReturnType<typeof createEngineHost>>) => Promise<ExecutionHandle>,
    earlier?: Execution['taskRunList'],
  ): Promise<Execution>;
  note(text: string): void;
  close(): void;
}

/** Starts the services that the flow needs and a view of what runs. */
export async function openRunner(
  opened: FlowToRun,
  level?: LogLevel,
  { runner }: { readonly runner?: ProjectConfig['runner'] | undefined } = {},
): Promise<FlowRunner> {
  const { project, flow } = opened;
  const revision = flowRevision(project.repository, flow);
  const services = await startServicesFor(flow, project.config, project.root);
  const view = createConsoleView(createLiveBlock(process.stderr), level);
  let announced: string | undefined;
  // Scripts read the id from the first line, so it goes out before anything that the execution itself prints.
  const announce = (id: string): void => {
    if (announced === id) return;
    const isFirst = announced === undefined;
    announced = id;
    view.say(`execution ${id}`);
    if (!isFirst) return;
    for (const warning of opened.warnings) view.say(`${warning}\n`);
    for (const note of services.notes) view.note(note);
  };
  const onEvent = (event: ExecutionEvent): void => {
    if (event.type === 'execution.created') announce(event.id);
    view.onEvent(event);
  };
  const host = await createEngineHost(project, {
    secrets: services.secrets,
    secretsFor: async (called) => (await startServicesFor(called, project.config, project.root)).secrets,
    ...(runner === undefined ? {} : { runner }),
    onEvent,
    onLog: (record) => view.onLog(record),
  });

  const finish = async (start: () => Promise<ExecutionHandle>, begun?: () => Promise<void>): Promise<Execution> => {
    const signals = killOnSignals(view);
    try {
      const handle = await start();
      signals.attach(handle);
      await begun?.();
      const execution = await handle.result;
      view.say(describeEnd(execution, opened, project.root, coloursFor(process.stderr)));
      return execution;
    } finally {
      signals.release();
    }
  };

  return {
    run: (request, begun) =>
      finish(async () => startFlow(opened, { flowRevision: await revision, ...request }, host), begun),
    async follow(id, start, earlier = []) {
      announce(id);
      view.know(earlier);
      return finish(() => start(host));
    },
    note: (line) => view.note(line),
    close: () => view.close(),
  };
}
