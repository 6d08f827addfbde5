import type { CommonTaskProperties, InputNode, RunnerNode, TaskNode } from '../../contract/flow.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { isMap, newMap, type Value, type ValueMap } from '../../util/values.ts';
import { describeValue, entryOf, scalarTextOf, toPlain } from '../plain.ts';
import { ignoredTaskKeys } from '../schema/ignored.ts';
import { task as taskSchema, unsupportedTaskKeys } from '../schema/task.ts';
import { validatePart } from '../validate-part.ts';
import { explainViolations } from '../violations.ts';
import type { BuildContext } from './context.ts';
import { buildDag } from './dag.ts';
import { noteIgnoredKeys } from './ignored-keys.ts';
import { buildInputs } from './input.ts';
import { checkPlugin, type PluginRole, placeOf, relocation, type ResolvedPlugin, resolvePlugin } from './plugin.ts';
import { buildRetry } from './retry.ts';
import { withTextId } from './text-id.ts';
import { buildWorker, type workerKeys } from './worker.ts';

const ofAll = Object.keys(taskSchema.properties).filter((name) => name !== 'errors' && name !== 'finally');

const taskRole: PluginRole = {
  noun: 'task',
  kinds: ['task', 'flowable'],
  common: ofAll,
  unsupported: unsupportedTaskKeys,
  ignored: ignoredTaskKeys,
};
const flowableRole: PluginRole = { ...taskRole, common: [...ofAll, 'errors', 'finally'] };
const runnerRole: PluginRole = { noun: 'task runner', kinds: ['runner'], common: ['type'], unsupported: {} };

/** Builds the tasks of a list; what is no task is reported and left out. */
export async function buildTasks(
  context: BuildContext,
  value: Value | undefined,
  path: DocumentPath,
): Promise<TaskNode[]> {
  if (!Array.isArray(value)) return [];
  const tasks: TaskNode[] = [];
  for (const [index, item] of value.entries()) {
    const task = await buildTask(context, item, [...path, index]);
    if (task !== undefined) tasks.push(task);
  }
  return tasks;
}

async function buildTask(context: BuildContext, raw: Value, path: DocumentPath): Promise<TaskNode | undefined> {
  if (!isMap(raw)) {
    context.at(path, {
      rule: 'wrong-type',
      message: `expected a task (a map with id and type), got ${describeValue(raw)}`,
    });
    return undefined;
  }
  const authored = withNewNames(withTextId(context, raw, path));
  noteId(context, authored, path);
  const plugin = await resolvePlugin(context, authored, path, flowableRole);
  const common = checkCommon(context, plugin?.properties ?? authored, path, plugin);
  if (plugin === undefined) return undefined;
  const role = plugin.description.kind === 'flowable' ? flowableRole : taskRole;
  const inner = plugin.description.schema['x-inner-tasks'] ?? [];
  context.innerTaskIds.push(...inner.map((end) => `${common.id}_${end}`));
  noteOutputs(context, plugin, common.id, path);
  const own = checkPlugin(context, plugin, path, role);
  if (role === flowableRole) refuseCache(context, common, placeOf(path, 'taskCache', plugin.origins));
  const { properties, children, inputs, runners } = await splitHeld(context, plugin, own, path);
  const nested = async (name: 'errors' | 'finally'): Promise<TaskNode[]> =>
    Object.hasOwn(own, name) ? [] : await buildTasks(context, plugin.properties[name], [...path, name]);
  return {
    ...common,
    type: plugin.description.type,
    properties,
    children,
    errors: role === flowableRole ? await nested('errors') : [],
    finally: role === flowableRole ? await nested('finally') : [],
    ...(Object.keys(inputs).length === 0 ? {} : { inputs }),
    runners,
    path,
  };
}

/** Only what does work of its own has outputs that another execution could take. Kestra's rule. */
function refuseCache(context: BuildContext, { taskCache }: CommonTaskProperties, path: DocumentPath): void {
  if (taskCache?.enabled !== true) return;
  context.atKey(path, {
    rule: 'cache-not-allowed',
    message: 'expected taskCache on a task that does work of its own, got it on one that runs other tasks',
    hint: 'put it on the tasks inside',
  });
}

/** Kestra 2.0 calls `runIf` `when`. */
function withNewNames(raw: ValueMap): ValueMap {
  if (!Object.hasOwn(raw, 'when') || Object.hasOwn(raw, 'runIf')) return raw;
  const renamed = newMap();
  for (const [key, value] of Object.entries(raw)) renamed[key === 'when' ? 'runIf' : key] = value;
  return renamed;
}

function noteId(context: BuildContext, raw: ValueMap, path: DocumentPath): void {
  const id = scalarTextOf(entryOf(raw, 'id'));
  if (id === undefined) return;
  const first = context.taskIds.get(id);
  if (first === undefined) {
    context.taskIds.set(id, path);
    return;
  }
  const { line } = context.document.rangeOf([...first, 'id']).start;
  context.at([...path, 'id'], {
    rule: 'duplicate-id',
    message: `expected each task id once in a flow, nested tasks included, got "${id}" again (first on line ${line})`,
    hint: 'rename one of the two',
  });
}

function noteOutputs(context: BuildContext, plugin: ResolvedPlugin, id: string, path: DocumentPath): void {
  const { type, schema } = plugin.description;
  const names = schema['x-outputs'];
  if (names !== undefined) context.taskOutputs.set(id, { type, names, isNested: path.length > 2 });
}

function checkCommon(
  context: BuildContext,
  merged: ValueMap,
  path: DocumentPath,
  plugin: ResolvedPlugin | undefined,
): CommonTaskProperties {
  const own = plugin?.description.schema.properties ?? {};
  const values = newMap();
  for (const name of ofAll) {
    const value = Object.hasOwn(own, name) && name !== 'id' ? undefined : entryOf(merged, name);
    if (value !== undefined) values[name] = value;
  }
  if (!Object.hasOwn(values, 'type')) values['type'] = entryOf(merged, 'type') ?? '?';
  const plain = toPlain(values);
  const explained = explainViolations(validatePart('task', plain), { value: plain, name: 'a task' });
  const origins = plugin?.origins ?? new Map();
  context.explained(explained, path, relocation(context, path, origins));
  for (const name of ['runIf', 'timeout']) context.noteTemplates(values[name], placeOf(path, name, origins), 'task');
  const retry = buildRetry(context, values['retry'], placeOf(path, 'retry', origins));
  const description = scalarTextOf(values['description']);
  const runIf = scalarTextOf(values['runIf']);
  const worker = buildWorker(context, values, (key) => placeOf(path, key, origins));
  noteIgnoredKeys(context, values, ignoredTaskKeys, (key) => placeOf(path, key, origins));
  const {
    type: _type,
    workerGroup: _group,
    workerSelector: _selector,
    retry: _retry,
    description: _description,
    runIf: _runIf,
    version: _version,
    logToFile: _logToFile,
    assets: _assets,
    ...flags
  } = plain as CommonTaskProperties & { readonly type: string } & Partial<
      Record<(typeof workerKeys)[number] | 'version' | 'logToFile' | 'assets', unknown>
    >;
  return {
    ...flags,
    ...(description === undefined ? {} : { description }),
    ...(runIf === undefined ? {} : { runIf }),
    ...(retry === undefined ? {} : { retry }),
    ...(worker === undefined ? {} : { worker }),
  };
}

interface Held {
  readonly properties: ValueMap;
  readonly children: Readonly<Record<string, readonly TaskNode[]>>;
  readonly inputs: Readonly<Record<string, readonly InputNode[]>>;
  readonly runners: Readonly<Record<string, RunnerNode>>;
}

/** Takes child tasks and runners out of a task's own properties and builds their nodes. */
async function splitHeld(
  context: BuildContext,
  plugin: ResolvedPlugin,
  own: ValueMap,
  path: DocumentPath,
): Promise<Held> {
  const properties = newMap();
  const children: Record<string, readonly TaskNode[]> = {};
  const inputs: Record<string, readonly InputNode[]> = {};
  const runners: Record<string, RunnerNode> = {};
  const { schema } = plugin.description;
  for (const [name, value] of Object.entries(own)) {
    const place = placeOf(path, name, plugin.origins);
    switch (schema.properties[name]?.['x-holds']) {
      case 'tasks':
        if (Array.isArray(value) && value.length === 0 && schema.required?.includes(name) === true) {
          context.atKey(place, { rule: 'empty', message: `"${name}" must not be empty`, hint: 'add a task to it' });
        }
        children[name] = await buildTasks(context, value, place);
        if (schema.properties[name]?.['x-tasks'] === 'runnable') refuseFlowables(context, children[name] ?? []);
        break;
      case 'inputs':
        inputs[name] = buildInputs(context, value, place);
        break;
      case 'dag':
        children[name] = await buildDag(context, value, place, (raw, at) => buildTask(context, raw, at));
        break;
      case 'task':
        children[name] = isMap(value) ? await buildTasks(context, [value], place) : [];
        break;
      case 'cases':
        for (const [label, tasks] of Object.entries(isMap(value) ? value : {})) {
          children[`${name}.${label}`] = await buildTasks(context, tasks, [...place, label]);
        }
        break;
      case 'runner': {
        const runner = await buildRunner(context, value, place);
        if (runner !== undefined) runners[name] = runner;
        break;
      }
      default:
        properties[name] = value;
    }
  }
  checkChoice(context, plugin, children, path);
  return { properties, children, inputs, runners };
}

/** A type that chooses among lists of tasks needs one at least. */
function checkChoice(
  context: BuildContext,
  { description }: ResolvedPlugin,
  children: Held['children'],
  path: DocumentPath,
): void {
  const held = Object.entries(description.schema.properties).filter(([, schema]) => schema['x-holds'] !== undefined);
  if (!held.some(([, schema]) => schema['x-holds'] === 'cases') || Object.keys(children).length > 0) return;
  const names = held.map(([name]) => `"${name}"`).join(' or ');
  context.at(path, { rule: 'empty', message: `${description.type} needs tasks: expected ${names}, got neither` });
}

/** Its tasks share one folder, one after another: nothing that runs tasks itself has a place there. */
function refuseFlowables(context: BuildContext, tasks: readonly TaskNode[]): void {
  for (const task of tasks) {
    if (context.registry.resolve(task.type)?.kind !== 'flowable') continue;
    context.at([...task.path, 'type'], {
      rule: 'flowable-not-allowed',
      message: `expected only runnable tasks here, got "${task.id}", whose type ${task.type} runs other tasks`,
      hint: 'put its tasks here one by one, or put it around this task',
    });
  }
}

async function buildRunner(context: BuildContext, value: Value, path: DocumentPath): Promise<RunnerNode | undefined> {
  if (!isMap(value)) return undefined;
  const plugin = await resolvePlugin(context, value, path, runnerRole);
  if (plugin === undefined) return undefined;
  const properties = checkPlugin(context, plugin, path, runnerRole);
  return { type: plugin.description.type, properties, path };
}
