import type { EngineHost } from '../../contract/engine-host.ts';
import { GitphonyError } from '../../contract/errors.ts';
import type { EvaluationHost } from '../../contract/expression.ts';
import type { ExecutionInfo } from '../../contract/run-context.ts';
import { newMap, type Value } from '../../util/values.ts';
import { isPublicHoliday } from '../../util/public-holidays.ts';
import { githubName } from '../../util/github-names.ts';
import type { Masker } from '../../util/masker.ts';
import { createExpressionFiles } from '../addresses/expression-files.ts';
import type { AddressView } from '../addresses/address-view.ts';
import { maskDerived } from './mask-derived.ts';
import { withNamespaceFiles } from '../run/namespace-storage.ts';
import type { TaskRunState } from '../state/execution-state.ts';

/** What expressions may ask of the outside while a flow runs. `openAddresses`: what one call sees of objects in clouds. */
export function createEvaluationHost(
  host: EngineHost,
  execution: ExecutionInfo,
  taskRuns: ReadonlyMap<string, TaskRunState>,
  masker?: Masker,
  openAddresses?: () => AddressView,
): EvaluationHost {
  // Only read from: what is written gets the storage of its own task run.
  const storage = withNamespaceFiles(
    host.storage.forTaskRun(execution, { id: 'expressions', taskId: 'expressions' }),
    (namespace) => host.namespaceFiles(namespace),
    execution.namespace,
  );
  return {
    secret(name) {
      const value = host.secrets.get(name);
      if (value !== undefined) return value;
      throw new GitphonyError('SECRET_MISSING', `there is no secret "${name}"`, {
        hint: `set it: on a laptop in .env (${name}=…) or as SECRET_${name} (base64), on GitHub as the repository secret ${githubName(name)} (Settings, Secrets and variables, Actions). A job gets only the secrets that its flow names: one that stands in a file or an input alone, name in the flow's variables too`,
      });
    },
    async kv(key, namespace) {
      const entry = await host.kv(execution.namespace).get(key, namespace);
      return entry?.value;
    },
    env: (name) => host.environment[name] ?? host.environment[`ENV_${name.toUpperCase()}`],
    ...createExpressionFiles(storage, execution.namespace, host.registry, openAddresses),
    ...(host.http === undefined ? {} : { http: host.http }),
    ...(masker === undefined ? {} : { derived: (input, result) => maskDerived(masker, input, result) }),
    now: () => new Date(host.now?.() ?? Date.now()),
    isPublicHoliday: (date, country, subdivision) =>
      isPublicHoliday(date.slice(0, 10), countryOf(country), subdivision),
    errorLogs: () => errorLogs(taskRuns),
    tasksWithState: (wanted) => tasksWithState(taskRuns, wanted),
  };
}

/** A server takes its own country; here the same flow must mean the same on every machine. */
function countryOf(country: string | undefined): string {
  if (country !== undefined) return country;
  throw new GitphonyError('COUNTRY_MISSING', 'isPublicHoliday: expected the code of a country, got none', {
    hint: "add it: isPublicHoliday(date, country='FR')",
  });
}

function errorLogs(taskRuns: ReadonlyMap<string, TaskRunState>): Value {
  const records: Value[] = [];
  for (const run of taskRuns.values()) {
    for (const [index, attempt] of run.attempts.entries()) {
      if (attempt.error === undefined) continue;
      const at = attempt.history.steps.at(-1)?.at ?? 0;
      records.push(
        Object.assign(newMap(), {
          taskId: run.taskId,
          ...(run.value === undefined ? {} : { value: run.value }),
          attemptNumber: index,
          timestamp: new Date(at).toISOString(),
          level: 'ERROR',
          message: attempt.error.message,
        }),
      );
    }
  }
  return records;
}

function tasksWithState(taskRuns: ReadonlyMap<string, TaskRunState>, wanted: string): Value {
  const found: Value[] = [];
  for (const run of taskRuns.values()) {
    if (run.history.current !== wanted.toUpperCase()) continue;
    found.push(
      Object.assign(newMap(), { taskId: run.taskId, ...(run.value === undefined ? {} : { value: run.value }) }),
    );
  }
  return found;
}
