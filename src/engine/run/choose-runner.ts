import type { EngineHost } from '../../contract/engine-host.ts';
import type { RunnerDefinition } from '../../contract/runner.ts';

const PROCESS = 'io.kestra.plugin.core.runner.Process';

/** The runner of tasks that name none. */
export interface ChosenRunner {
  readonly type: string;
  /** Why it is not the one that the project would rather have. */
  readonly notice?: string;
}

/** Asked once for each host: an engine does not come and go from one task to the next. */
const chosen = new WeakMap<EngineHost, Promise<ChosenRunner>>();

/** The first of the host's default runners that this machine can use; the last one where it can use none, for its error says why. */
export function chooseRunner(host: EngineHost): Promise<ChosenRunner> {
  let choice = chosen.get(host);
  if (choice === undefined) {
    choice = choose(host, host.defaultRunners ?? [PROCESS]);
    chosen.set(host, choice);
  }
  return choice;
}

async function choose(host: EngineHost, types: readonly string[]): Promise<ChosenRunner> {
  const reasons: string[] = [];
  for (const type of types.slice(0, -1)) {
    const definition = (await host.registry.load(type)) as RunnerDefinition;
    const reason = await definition.unavailable?.();
    if (reason === undefined) return withNotice(type, reasons);
    reasons.push(reason);
  }
  return withNotice(types.at(-1) ?? PROCESS, reasons);
}

function withNotice(type: string, reasons: readonly string[]): ChosenRunner {
  if (reasons.length === 0) return { type };
  const name = type.slice(type.lastIndexOf('.') + 1);
  return {
    type,
    notice: `${reasons.join('; ')}: tasks without a taskRunner run by ${name}. To say so yourself: runner: ${name.toLowerCase()} in gitphony.yaml, or --runner ${name.toLowerCase()}`,
  };
}
