import { UsageError } from '../contract/errors.ts';
import type { Flow, InputNode } from '../contract/flow.ts';
import { githubName, secretPrefix, secretVariable } from '../util/github-names.ts';
import type { Value, ValueMap } from '../util/values.ts';

/** What resolving SECRET inputs asks of the job. */
export interface SecretInputHost {
  /** The step's environment: `GITPHONY_SECRET_<NAME>`, empty where the repository lacks the secret. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ids of inputs that the trigger sets. */
  readonly setByTrigger: ReadonlySet<string>;
  /** Told of a text that was typed although it names no secret: it may be one. */
  readonly mask: (text: string) => void;
}

/**
 * A dispatch stays readable for everybody, so the form asks for a SECRET input's *name*: it becomes the secret's value here.
 * An input that nobody gave takes the secret with the input's own name. Fails with SECRET_MISSING or INPUT_INVALID; what was
 * typed is shown only where it is the name of a secret that the job was handed.
 */
export function resolveSecretInputs(flow: Flow, given: ValueMap, host: SecretInputHost): ValueMap {
  const resolved: Record<string, Value> = { ...given };
  for (const input of flow.inputs) {
    if (input.type !== 'SECRET') continue;
    const typed = Object.hasOwn(given, input.id) ? given[input.id] : undefined;
    const isGiven = typeof typed === 'string' && typed !== '';
    if (!isGiven && (input.defaults !== undefined || host.setByTrigger.has(input.id))) continue;
    const name = isGiven ? typed : input.id;
    const value = isHandedOver(name, host) ? host.environment[secretVariable(name)] : undefined;
    if (value !== undefined && value !== '') resolved[input.id] = value;
    else if (isGiven || input.required) throw missing(flow, input, name, host);
  }
  return resolved;
}

function isHandedOver(name: string, { environment }: SecretInputHost): boolean {
  return environment[secretVariable(name)] !== undefined;
}

function missing(flow: Flow, input: InputNode, name: string, host: SecretInputHost): UsageError {
  const where = { file: flow.file };
  if (isHandedOver(name, host) || name === input.id) {
    return new UsageError(
      'SECRET_MISSING',
      `input ${input.id}: expected the secret ${githubName(name)}, the repository has none or an empty one`,
      { where, hint: `add it: Settings, Secrets and variables, Actions, New repository secret, ${githubName(name)}` },
    );
  }
  host.mask(name);
  const names = Object.keys(host.environment)
    .filter((variable) => variable.startsWith(secretPrefix))
    .map((variable) => variable.slice(secretPrefix.length));
  return new UsageError(
    'INPUT_INVALID',
    `input ${input.id}: expected the name of a secret (${names.join(', ') || 'this job has none'}), got another text`,
    { where, hint: 'what was typed stays in the record of the run: if it is a secret, change it now' },
  );
}
