import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join, resolve } from 'node:path';
import type { EngineHost } from '../contract/engine-host.ts';
import { UsageError } from '../contract/errors.ts';
import type { TriggerRecord } from '../contract/events.ts';
import type { Flow } from '../contract/flow.ts';
import type { ExecutionInfo } from '../contract/run-context.ts';
import { renderOutside } from '../engine/index.ts';
import { isTemplate } from '../expressions/index.ts';
import { isAddress } from '../util/object-address.ts';
import { isMap, newMap, type Value, type ValueMap } from '../util/values.ts';
import type { ReadyFixtures } from './fixture-task.ts';
import type { FixtureObjects } from './fixture-objects.ts';
import type { Fixtures } from './suite.ts';

/** Fixtures with files stored and templates rendered. */
export interface RenderedFixtures {
  readonly inputs: ValueMap;
  readonly tasks: ReadyFixtures;
  /** Files whose name is an address. */
  readonly objects: FixtureObjects;
  readonly trigger?: TriggerRecord;
}

const NAMESPACE_FILE = 'nsfile:///';

/**
 * Stores the fixtures' files for the execution to come and renders the texts around them: `{{ files['name'] }}` is a file's
 * URI. `folder` is where paths of FILE inputs start: that of the suite.
 */
export async function renderFixtures(
  fixtures: Fixtures,
  place: { readonly flow: Flow; readonly executionId: string; readonly folder: string },
  host: EngineHost,
): Promise<RenderedFixtures> {
  const { flow, executionId, folder } = place;
  const files = await storeFiles(fixtures.files, flow, executionId, host);
  const render = (value: Value): Promise<Value> => renderDeep(value, { files }, flow.namespace, host);
  const inputs = (await render(fixtures.inputs)) as ValueMap;
  for (const { id, type } of flow.inputs) {
    const value = inputs[id];
    if (type === 'FILE' && typeof value === 'string' && !/^[a-z][a-z0-9+.-]*:/.test(value) && !isAbsolute(value))
      inputs[id] = resolve(folder, value);
  }
  const objects = await objectsIn(
    files,
    { id: executionId, namespace: flow.namespace, flowId: flow.id, flowRevision: 1 },
    host,
  );
  const tasks = new Map();
  for (const task of fixtures.tasks) tasks.set(task.id, { ...task, outputs: await render(task.outputs) });
  const { trigger } = fixtures;
  if (trigger === undefined) return { inputs, tasks, objects };
  const type = trigger.type ?? flow.triggers.find(({ id }) => id === trigger.id)?.type ?? '';
  const variables = (await render(trigger.variables)) as ValueMap;
  return { inputs, tasks, objects, trigger: { id: trigger.id, type, variables } };
}

async function storeFiles(
  files: Fixtures['files'],
  flow: Flow,
  executionId: string,
  host: EngineHost,
): Promise<ValueMap> {
  const stored = newMap();
  if (Object.keys(files).length === 0) return stored;
  const info = { id: executionId, namespace: flow.namespace, flowId: flow.id, flowRevision: 1 };
  await mkdir(host.temporaryDirectory, { recursive: true });
  const folder = await mkdtemp(join(host.temporaryDirectory, 'fixtures-'));
  try {
    for (const [index, [name, text]] of Object.entries(files).entries()) {
      const path = text.startsWith(NAMESPACE_FILE)
        ? await namespaceFile(text.slice(NAMESPACE_FILE.length), flow.namespace, host)
        : join(folder, String(index));
      if (!text.startsWith(NAMESPACE_FILE)) await writeFile(path, text);
      stored[name] = await host.storage.putInput(info, `fixture-${index}`, basename(name), path);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return stored;
}

/** Where those of the stored files lie that stand for objects. */
async function objectsIn(files: ValueMap, execution: ExecutionInfo, host: EngineHost): Promise<FixtureObjects> {
  const storage = host.storage.forTaskRun(execution, { id: 'fixtures', taskId: 'fixtures' });
  const addresses = host.registry.addresses();
  const objects = Object.entries(files).flatMap(([name, uri]) =>
    typeof uri === 'string' && isAddress(name, addresses) ? [[name, uri] as const] : [],
  );
  return new Map(await Promise.all(objects.map(async ([name, uri]) => [name, await storage.localPath(uri)] as const)));
}

async function namespaceFile(path: string, namespace: string, host: EngineHost): Promise<string> {
  const found = (await host.namespaceFiles(namespace)).find((file) => file.path === path);
  if (found !== undefined) return found.absolutePath;
  throw new UsageError('NAMESPACE_FILE_MISSING', `expected a file of the namespace ${namespace}, got "${path}"`, {
    hint: `put it into namespace-files/${namespace}/`,
  });
}

/** Renders every text in a value, deep. */
export async function renderDeep(value: Value, context: ValueMap, namespace: string, host: EngineHost): Promise<Value> {
  if (typeof value === 'string') return isTemplate(value) ? renderOutside(value, context, namespace, host) : value;
  if (Array.isArray(value)) return Promise.all(value.map((item) => renderDeep(item, context, namespace, host)));
  if (!isMap(value)) return value;
  const map = newMap();
  for (const [key, entry] of Object.entries(value)) map[key] = await renderDeep(entry, context, namespace, host);
  return map;
}
