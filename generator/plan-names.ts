import type { Flow } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { DocumentPath } from '../src/contract/source.ts';
import { githubName, kvVariable, secretVariable } from '../src/util/github-names.ts';
import { environmentOf } from './environment.ts';
import type { ProblemList } from './problem-list.ts';
import { type NameUse, namesIn } from './template-names.ts';
import { reachableTexts } from './walk-flow.ts';

/** The secrets and variables that a flow can reach, and how a step hands them to the action. */
export interface NamePlan {
  /** Environment of the step: `GITPHONY_SECRET_X` and `GITPHONY_VAR_K`, sorted. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of secrets as the flow writes them, sorted. */
  readonly secrets: readonly string[];
}

type Found = Readonly<Record<NameUse['kind'], Map<string, string>>>;

/**
 * Finds every `secret('X')` and `kv('K')` that the flow can reach. A computed name is a problem with its place, so are two
 * names that are one on GitHub, and a key of a namespace whose environment the job is not in.
 */
export function planNames(flow: Flow, config: ProjectConfig, problems: ProblemList): NamePlan {
  const found: Found = { secret: new Map(), kv: new Map() };
  for (const { text, path } of reachableTexts(flow)) {
    for (const use of namesIn(text)) {
      if (use.name === undefined) refuseComputed(use, path, problems);
      else addName(found, use.kind, use.name, path, problems, use.offset);
      refuseOtherEnvironment(use, flow, config, path, problems);
    }
  }
  for (const { id, type, path } of flow.inputs) if (type === 'SECRET') addName(found, 'secret', id, path, problems);
  const env = [
    ...[...found.secret].map(([key, name]) => [secretVariable(name), `\${{ secrets.${key} }}`] as const),
    ...[...found.kv].map(([key, name]) => [kvVariable(name), `\${{ vars.${key} }}`] as const),
  ];
  return {
    env: Object.fromEntries(env.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    secrets: [...found.secret.values()].toSorted(),
  };
}

function addName(
  found: Found,
  kind: NameUse['kind'],
  name: string,
  path: DocumentPath,
  problems: ProblemList,
  offset?: number,
): void {
  const key = githubName(name);
  const known = found[kind].get(key);
  if (known !== undefined && known !== name) {
    problems.error(
      'names-meet',
      path,
      `${kind}('${name}') and ${kind}('${known}') are one name on GitHub: ${key}`,
      'rename one of them (docs/names.md has the rule)',
      offset,
    );
  }
  found[kind].set(key, name);
}

function refuseComputed({ kind, offset }: NameUse, path: DocumentPath, problems: ProblemList): void {
  const what = kind === 'secret' ? 'secrets' : 'variables';
  problems.error(
    'computed-name',
    path,
    `${kind}() with a computed name: a job gets only the ${what} that its flow names, so the name must be written out`,
    `write the name as text; between several, choose by a condition: {{ inputs.prod ? ${kind}('A') : ${kind}('B') }}`,
    offset,
  );
}

/** Variables have no namespaces; environments do, and a job sees its own only. */
function refuseOtherEnvironment(
  { namespace, offset }: NameUse,
  flow: Flow,
  config: ProjectConfig,
  path: DocumentPath,
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
