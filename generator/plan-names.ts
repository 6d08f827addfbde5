import type { Flow } from '../src/contract/flow.ts';
import type { DocumentPath } from '../src/contract/source.ts';
import { githubName, kvVariable, secretVariable } from '../src/util/github-names.ts';
import type { ProblemList } from './problem-list.ts';
import { namesIn } from './template-names.ts';
import { reachableTexts } from './walk-flow.ts';

/** The secrets and variables that a flow can reach, and how a step hands them to the action. */
export interface NamePlan {
  /** Environment of the step: `GITPHONY_SECRET_X` and `GITPHONY_VAR_K`, sorted. */
  readonly env: Readonly<Record<string, string>>;
  /** Names as the flow writes them, sorted. */
  readonly secrets: readonly string[];
}

type Kind = 'secret' | 'kv';

/** Finds every `secret('X')` and `kv('K')` that the flow can reach; a computed name is a problem with its place. */
export function planNames(flow: Flow, problems: ProblemList): NamePlan {
  const found = { secret: new Map<string, string>(), kv: new Map<string, string>() };
  const add = (kind: Kind, name: string, path: DocumentPath, offset?: number): void => {
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
  };
  for (const { text, path } of reachableTexts(flow)) {
    for (const reference of namesIn(text)) {
      if (reference.name === undefined) computedName(reference.kind, path, reference.offset, problems);
      else add(reference.kind, reference.name, path, reference.offset);
    }
  }
  for (const input of flow.inputs) if (input.type === 'SECRET') add('secret', input.id, input.path);
  const env = [
    ...[...found.secret].map(([key, name]) => [secretVariable(name), `\${{ secrets.${key} }}`] as const),
    ...[...found.kv].map(([key, name]) => [kvVariable(name), `\${{ vars.${key} }}`] as const),
  ];
  return {
    env: Object.fromEntries(env.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    secrets: [...found.secret.values()].toSorted(),
  };
}

function computedName(kind: Kind, path: DocumentPath, offset: number, problems: ProblemList): void {
  problems.error(
    'computed-name',
    path,
    `${kind}(…) with a computed name: a job gets only the ${kind === 'secret' ? 'secrets' : 'variables'} that its flow names, so the name must be written out`,
    kind === 'secret'
      ? "write the name as text, e.g. secret('DB_PASSWORD'), and choose between several by a condition: {{ inputs.prod ? secret('A') : secret('B') }}"
      : "write the key as text, e.g. kv('BUCKET'), and choose between several by a condition: {{ inputs.prod ? kv('A') : kv('B') }}",
    offset,
  );
}
