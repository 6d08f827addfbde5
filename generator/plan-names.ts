import { environmentOf } from '../src/contract/environment-of.ts';
import { namespaceLine } from '../src/contract/inherit-keys.ts';
import type { Flow } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { PluginRegistry } from '../src/contract/registry.ts';
import type { DocumentPath } from '../src/contract/source.ts';
import { githubName, kvName, kvVariable, secretVariable } from '../src/util/github-names.ts';
import type { ProblemList } from './problem-list.ts';
import type { ReachableFlow } from './reachable-flows.ts';
import { type NameUse, namesIn } from './template-names.ts';
import { addressLogins, addressSchemes } from './address-schemes.ts';
import { reachableTexts, textsOf } from './walk-flow.ts';

/** The secrets and variables that a flow can reach, and how a step hands them to the action. */
export interface NamePlan {
  /** Environment of the step: `GITPHONY_SECRET_X` and `GITPHONY_VAR_N__K`, sorted. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of secrets as the flow writes them, sorted. */
  readonly secrets: readonly string[];
  /** True where a template asks for a key. */
  readonly readsKeys: boolean;
}

/** A key by name of a task's property, besides those of templates. */
export interface KeyUse {
  readonly name: string | undefined;
  readonly namespace?: { readonly name: string | undefined };
  readonly path: DocumentPath;
  readonly offset?: number;
}

interface Finds {
  /** Name on GitHub → name in the flow. */
  readonly secrets: Map<string, string>;
  /** Name of a variable → key. */
  readonly variables: Map<string, string>;
  readonly env: Map<string, string>;
  readsKeys: boolean;
}

/**
 * Finds every `secret('X')` and `kv('K')` that the flow and those it calls can reach. A computed name is a problem with its
 * place, so are two names that are one on GitHub, and a key of a namespace whose environment the job is not in.
 */
export async function planNames(
  flows: readonly ReachableFlow[],
  keyUses: (flow: Flow) => readonly KeyUse[],
  config: ProjectConfig,
  registry: PluginRegistry,
  problems: ProblemList,
): Promise<NamePlan> {
  const finds: Finds = { secrets: new Map(), variables: new Map(), env: new Map(), readsKeys: false };
  for (const { flow, call } of flows) {
    const own = call === undefined ? problems : problemsAt(problems, call, flow);
    const triggers = call === undefined;
    const texts = [...reachableTexts(flow, { triggers })];
    const schemes = await addressSchemes(flow, registry, { triggers, texts });
    const logins = addressLogins(flow, schemes).flatMap(({ properties, path }) => [...textsOf(properties, path)]);
    for (const { text, path } of [...texts, ...logins]) {
      for (const use of namesIn(text)) {
        if (use.kind === 'kv') addKey(finds, { ...use, path }, flow, config, own);
        else if (use.name === undefined) refuseComputed('secret', path, own, use.offset);
        else addSecret(finds, use.name, path, own, use.offset);
      }
    }
    for (const use of keyUses(flow)) addKey(finds, use, flow, config, own);
    // Whoever calls a flow gives its inputs.
    const typed = call === undefined ? flow.inputs.filter(({ type }) => type === 'SECRET') : [];
    for (const { id, path } of typed) addSecret(finds, id, path, own);
  }
  return {
    env: Object.fromEntries([...finds.env].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    secrets: [...finds.secrets.values()].toSorted(),
    readsKeys: finds.readsKeys,
  };
}

function addSecret(finds: Finds, name: string, path: DocumentPath, problems: ProblemList, offset?: number): void {
  const key = githubName(name);
  refuseMeeting('secret', key, name, finds.secrets, path, problems, offset);
  finds.env.set(secretVariable(name), `\${{ secrets.${key} }}`);
}

/** A variable of the namespace, of those above it, or of the whole repository: the first that has a value. */
function addKey(finds: Finds, use: KeyUse, flow: Flow, config: ProjectConfig, problems: ProblemList): void {
  const { name, namespace, path, offset } = use;
  finds.readsKeys = true;
  refuseOtherEnvironment(use, flow, config, problems);
  if (config.kv === 'branch') return;
  if (name === undefined || (namespace !== undefined && namespace.name === undefined)) {
    refuseComputed('kv', path, problems, offset);
    return;
  }
  const owner = namespace?.name ?? flow.namespace;
  const owners = namespace === undefined ? namespaceLine(owner) : [owner];
  const variables = [...owners.map((each) => kvName(each, name)), githubName(name)];
  for (const variable of variables.toReversed())
    refuseMeeting('kv', variable, name, finds.variables, path, problems, offset);
  // A name that starts with a digit or GITHUB_ gets a `_` first: two of the line may be one.
  const line = [...new Set(variables)].map((variable) => `vars.${variable}`).join(' || ');
  finds.env.set(kvVariable(owner, name), `\${{ ${line} }}`);
}

function refuseMeeting(
  kind: NameUse['kind'],
  key: string,
  name: string,
  known: Map<string, string>,
  path: DocumentPath,
  problems: ProblemList,
  offset?: number,
): void {
  const other = known.get(key);
  if (other !== undefined && other !== name) {
    problems.error(
      'names-meet',
      path,
      `${kind}('${name}') and ${kind}('${other}') are one name on GitHub: ${key}`,
      'rename one of them (docs/names.md has the rule)',
      offset,
    );
  }
  known.set(key, name);
}

function refuseComputed(kind: NameUse['kind'], path: DocumentPath, problems: ProblemList, offset?: number): void {
  const what = kind === 'secret' ? 'secrets' : 'variables';
  const way = `list the names: write each as text, and choose by a condition: {{ inputs.prod ? ${kind}('A') : ${kind}('B') }}`;
  problems.error(
    'computed-name',
    path,
    `${kind}() with a computed name: a job gets only the ${what} that its flow names, so the name must be written out`,
    kind === 'secret'
      ? way
      : `${way}; or keep keys on the state branch, where names may be computed (kv: branch in gitphony.yaml)`,
    offset,
  );
}

/** Environments have variables of their own, and a job sees those of its own only. */
function refuseOtherEnvironment(
  { namespace, path, offset }: KeyUse,
  flow: Flow,
  config: ProjectConfig,
  problems: ProblemList,
): void {
  if (namespace === undefined) return;
  const own = environmentOf(config, flow.namespace);
  const others = namespace.name === undefined ? Object.keys(config.namespaces) : [namespace.name];
  const other = others.find((name) => environmentOf(config, name) !== own);
  if (other === undefined) return;
  problems.error(
    'other-environment',
    path,
    `kv() of the namespace ${other}, whose environment is ${environmentOf(config, other) ?? 'none'}: the job of ${flow.namespace} runs in ${own ?? 'none'} and sees no variables of another`,
    'keep the key in this namespace, or give both the same environment in gitphony.yaml',
    offset,
  );
}

/** Problems of a called flow, shown at the task that calls it: the compiled flow is the one that is refused. */
function problemsAt(problems: ProblemList, call: DocumentPath, flow: Flow): ProblemList {
  const inside = (message: string): string => `in the called flow ${flow.namespace}.${flow.id}: ${message}`;
  return {
    all: problems.all,
    error: (rule, _path, message, hint) => problems.error(rule, call, inside(message), hint),
    warning: (rule, _path, message, hint) => problems.warning(rule, call, inside(message), hint),
  };
}
