import type { Flow } from '../../contract/flow.ts';
import { isMap, newMap, type ValueMap } from '../../util/values.ts';
import { entryOf, scalarTextOf, textOf, toPlain } from '../plain.ts';
import { flow as flowSchema, OLDER_FLOW_KEYS, serverKeys, unsupportedFlowKeys } from '../schema/flow.ts';
import { validatePart } from '../validate-part.ts';
import { type Explained, explainViolations } from '../violations.ts';
import { buildAddressLogins } from './address-logins.ts';
import type { BuildContext } from './context.ts';
import { withNewNames } from './deprecated.ts';
import { buildInputs } from './input.ts';
import { buildLabels } from './labels.ts';
import { buildChecks, buildConcurrency, buildSlas } from './limits.ts';
import { buildOutputs } from './output.ts';
import { buildRetry } from './retry.ts';
import { buildTasks } from './task.ts';
import { withTextId } from './text-id.ts';
import { buildTriggers } from './trigger.ts';
import { buildWorker } from './worker.ts';

const known = Object.keys(flowSchema['properties'] as object);

/** Builds a flow from its document's map. Where problems were found the result is a best effort, not to be run. */
export async function buildFlow(
  context: BuildContext,
  document: ValueMap,
  source: { readonly file: string; readonly sourceHash: string },
): Promise<Flow> {
  const raw = withNewNames(context, withTextId(context, document, []), [], OLDER_FLOW_KEYS);
  checkKeys(context, raw);
  const description = scalarTextOf(entryOf(raw, 'description'));
  const concurrency = buildConcurrency(entryOf(raw, 'concurrency'));
  const checks = buildChecks(context, entryOf(raw, 'checks'));
  const sla = buildSlas(context, entryOf(raw, 'sla'));
  const worker = buildWorker(context, raw, (key) => [key]);
  const variables = entryOf(raw, 'variables');
  const labels = entryOf(raw, 'labels');
  context.noteTemplates(variables, ['variables'], 'variable');
  context.noteTemplates(labels, ['labels'], 'flow');
  const retry = buildRetry(context, entryOf(raw, 'retry'), ['retry']);
  const flow: Flow = {
    id: textOf(raw, 'id') ?? '',
    namespace: textOf(raw, 'namespace') ?? '',
    ...(description === undefined ? {} : { description }),
    labels: buildLabels(context, labels),
    inputs: buildInputs(context, entryOf(raw, 'inputs')),
    outputs: buildOutputs(context, entryOf(raw, 'outputs')),
    variables: variables !== undefined && isMap(variables) ? variables : newMap(),
    tasks: await buildTasks(context, entryOf(raw, 'tasks'), ['tasks']),
    errors: await buildTasks(context, entryOf(raw, 'errors'), ['errors']),
    finally: await buildTasks(context, entryOf(raw, 'finally'), ['finally']),
    afterExecution: await buildTasks(context, entryOf(raw, 'afterExecution'), ['afterExecution']),
    triggers: await buildTriggers(context, entryOf(raw, 'triggers')),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(checks.length === 0 ? {} : { checks }),
    ...(sla.length === 0 ? {} : { sla }),
    ...(retry === undefined ? {} : { retry }),
    ...(worker === undefined ? {} : { worker }),
    disabled: entryOf(raw, 'disabled') === true,
    ...source,
  };
  // Behind the tasks: defaults that these take up are judged there.
  const addressLogins = buildAddressLogins(context);
  return Object.keys(addressLogins).length === 0 ? flow : { ...flow, addressLogins };
}

function checkKeys(context: BuildContext, raw: ValueMap): void {
  const supported = newMap();
  for (const [key, value] of Object.entries(raw)) {
    if (!Object.hasOwn(unsupportedFlowKeys, key)) supported[key] = value;
    else if (value !== null) {
      context.atKey([key], {
        rule: 'not-supported-yet',
        message: `"${key}" (${unsupportedFlowKeys[key]}) is not supported yet`,
        hint: `delete ${key}: this version would not obey it`,
      });
    }
  }
  for (const key of serverKeys.filter((name) => entryOf(supported, name) !== undefined)) {
    context.atKey([key], {
      severity: 'warning',
      rule: 'ignored-key',
      message: `"${key}" is written by a server and means nothing here`,
      hint: `delete ${key}: the history of the file is git's`,
    });
  }
  const plain = toPlain(supported);
  const explained = explainViolations(validatePart('flow', plain), { value: plain, name: 'a flow', known });
  // Entries that are no maps are told by those who read the lists.
  const lists = new Set([
    'tasks',
    'errors',
    'finally',
    'afterExecution',
    'inputs',
    'outputs',
    'triggers',
    'sla',
    'checks',
  ]);
  context.explained(
    explained
      .filter(({ path }) => path.length < 2 || !lists.has(String(path[0])))
      .map((one) => withIndentation(one, Object.keys(raw), lists)),
    [],
  );
}

/** A key of a task that begins at the margin is the flow's, to YAML: said where the keys before it are a list's. */
function withIndentation(one: Explained, keys: readonly string[], lists: ReadonlySet<string>): Explained {
  const [key] = one.path;
  if (one.finding.rule !== 'unknown-property' || one.path.length !== 1 || typeof key !== 'string') return one;
  if (one.finding.hint?.startsWith('did you mean') === true) return one;
  const list = keys.slice(0, keys.indexOf(key)).findLast((other) => known.includes(other));
  if (list === undefined || !lists.has(list)) return one;
  const hint = `does it belong to the entry of ${list} above? then indent it as deep as that entry's id`;
  return { ...one, finding: { ...one.finding, hint } };
}
