import type { Flow, InputNode } from '../../contract/flow.ts';
import { isTruthyText } from '../../expressions/index.ts';
import { parseJson } from '../../util/json.ts';
import { isMap, newMap, type Value, type ValueMap } from '../../util/values.ts';
import { dependenciesOf } from '../checks/check-inputs.ts';
import { describeValue, entryOf, holdsTemplate, scalarTextOf, showValue, textOf } from '../plain.ts';
import { coerceInput, type Matcher } from './coerce.ts';
import { flattenGiven, nestIds } from './input-names.ts';
import { InputError } from './input-error.ts';
import type { InputHost } from './input-host.ts';
import { loadMatcher } from './matcher.ts';
import { storeFileInput } from './store-file.ts';
import { withoutNulls } from './structured.ts';

/** One input without a fitting value. */
export interface InputProblem {
  readonly input: string;
  /** Stable kebab-case name: `missing`, `not-allowed`, `min`, `validator`, … */
  readonly rule: string;
  /** What was expected and what came. */
  readonly message: string;
  readonly hint?: string;
}

/** Typed inputs of an execution; only to be used where there are no problems and nothing is unknown. */
export interface ResolvedInputs {
  /** Ids with dots are nested: `a.b` is `inputs.a.b`. */
  readonly inputs: ValueMap;
  readonly problems: readonly InputProblem[];
  /** Names that the flow does not declare. */
  readonly unknown: readonly string[];
  /** Given, but left out because the input's `dependsOn` condition is false, as Kestra does. */
  readonly ignored: readonly string[];
}

/**
 * Gives every input of a flow its typed value: the given one, else the rendered default, else null. An empty text counts as
 * missing. A text is accepted for every type, as from a form. All wrong and missing inputs are told at once.
 */
export async function resolveInputs(flow: Flow, given: ValueMap, host: InputHost): Promise<ResolvedInputs> {
  const values = flattenGiven(given, flow.inputs);
  const matches = await loadMatcher(flow.inputs);
  const known = new Map(flow.inputs.map((input) => [input.id, input]));
  const resolved = new Map<string, Value>();
  const done = new Set<string>();
  const problems: InputProblem[] = [];
  const ignored: string[] = [];
  const failed = new Set<string>();
  const rendering = { ...host, render: renderOrRefuse(host) };

  const resolve = async (input: InputNode): Promise<void> => {
    if (done.has(input.id)) return;
    done.add(input.id);
    const dependencies = dependenciesOf(input).flatMap((name) => known.get(name) ?? []);
    for (const dependency of dependencies) await resolve(dependency);
    if (dependencies.some(({ id }) => failed.has(id))) {
      failed.add(input.id);
      return;
    }
    const context = contextFor(flow, dependencies, resolved);
    const value = values.get(input.id);
    try {
      if (!(await isWanted(input, context, rendering))) {
        if (value !== undefined) ignored.push(input.id);
        return;
      }
      resolved.set(input.id, await resolveOne(input, value, context, rendering, matches));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      failed.add(input.id);
      const { rule, message, hint } = error;
      problems.push({ input: input.id, rule, message, ...(hint === undefined ? {} : { hint }) });
    }
  };
  for (const input of flow.inputs) await resolve(input);

  const ordered = flow.inputs.flatMap(({ id }) => {
    const value = resolved.get(id);
    return value === undefined ? [] : [[id, value] as const];
  });
  const position = new Map(flow.inputs.map(({ id }, index) => [id, index]));
  return {
    inputs: nestIds(ordered),
    problems: problems.toSorted((a, b) => (position.get(a.input) ?? 0) - (position.get(b.input) ?? 0)),
    unknown: [...values.keys()].filter((name) => !known.has(name)),
    ignored,
  };
}

async function resolveOne(
  input: InputNode,
  given: Value | undefined,
  context: ValueMap,
  host: InputHost,
  matches: Matcher,
): Promise<Value> {
  const rules = { type: input.type, properties: await withChoices(input, context, host) };
  const isGiven = given !== undefined && given !== null && given !== '';
  const value = isGiven ? given : await defaultOf(input, rules.properties, context, host);
  if (value === undefined || value === null || value === '') {
    if (!input.required) return null;
    throw new InputError(
      'missing',
      `expected a value (${input.type}), got none`,
      'give one, or add defaults to the input',
    );
  }
  const typed = coerceInput(value, rules, matches);
  return input.type === 'FILE' ? await storeFileInput(input.id, showValue(typed), host) : typed;
}

async function defaultOf(
  input: InputNode,
  properties: ValueMap,
  context: ValueMap,
  host: InputHost,
): Promise<Value | undefined> {
  if (input.defaults !== undefined) return withoutNulls(await renderAll(input.defaults, context, host));
  const { values } = properties;
  return properties['autoSelectFirst'] === true && Array.isArray(values) ? values[0] : undefined;
}

async function renderAll(value: Value, context: ValueMap, host: InputHost): Promise<Value> {
  if (typeof value === 'string') return holdsTemplate(value) ? await host.render(value, context) : value;
  if (Array.isArray(value)) return Promise.all(value.map((item) => renderAll(item, context, host)));
  if (!isMap(value)) return value;
  const result = newMap();
  for (const [key, entry] of Object.entries(value)) result[key] = await renderAll(entry, context, host);
  return result;
}

/** Values to choose from may come from an expression that renders to a JSON list. */
async function withChoices(input: InputNode, context: ValueMap, host: InputHost): Promise<ValueMap> {
  const expression = textOf(input.properties, 'expression');
  if (expression === undefined) return input.properties;
  const text = await host.render(expression, context);
  const list = readJsonList(text);
  if (list === undefined) {
    throw new InputError(
      'bad-expression',
      `expected the expression to render to a JSON list of values, got ${describeValue(text)}`,
    );
  }
  return Object.assign(newMap(), input.properties, { values: list.map((item) => scalarTextOf(item) ?? '') });
}

function readJsonList(text: string): Value[] | undefined {
  try {
    const value = parseJson(text);
    return Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Whether an input's condition holds. */
async function isWanted(input: InputNode, context: ValueMap, host: InputHost): Promise<boolean> {
  const dependsOn = input.properties['dependsOn'];
  const condition = isMap(dependsOn) ? scalarTextOf(entryOf(dependsOn, 'condition')) : undefined;
  if (condition === undefined) return true;
  const text = holdsTemplate(condition) ? await host.render(condition, context) : condition;
  return isTruthyText(text);
}

/** Defaults and conditions see the flow, its variables, and the inputs that they depend on; no others. */
function contextFor(flow: Flow, dependencies: readonly InputNode[], resolved: ReadonlyMap<string, Value>): ValueMap {
  const entries = dependencies.flatMap(({ id }) => {
    const value = resolved.get(id);
    return value === undefined ? [] : [[id, value] as const];
  });
  return { flow: { id: flow.id, namespace: flow.namespace }, vars: flow.variables, inputs: nestIds(entries) };
}

/** A template of the flow's author that cannot be rendered is a problem of its input; whatever the evaluator threw says why. */
function renderOrRefuse(host: InputHost): InputHost['render'] {
  return async (template, context) => {
    try {
      return await host.render(template, context);
    } catch (error) {
      if (error instanceof Error) throw new InputError('bad-template', error.message);
      throw error;
    }
  };
}
