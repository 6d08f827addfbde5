import type { DocumentPath, SourceRange } from '../../contract/source.ts';
import { isMap, type Value } from '../../util/values.ts';
import type { BuildContext } from '../build/context.ts';
import { workerKeys } from '../build/worker.ts';
import { scalarTextOf } from '../plain.ts';
import { rangeInside } from './check-templates.ts';
import { findCredential, findUrlPassword, isPlaceholder } from './credential-shapes.ts';
import { isSecretName, proposedName } from './secret-names.ts';

/** What stands around a value: the nearest type, and the properties that its schema calls secret. */
interface Owner {
  readonly type: string | undefined;
  readonly secrets: ReadonlySet<string>;
}

const nobody: Owner = { type: undefined, secrets: new Set() };

/**
 * Tells of secrets and project ids that are written out, with the line to write instead and the command that stores the value; the
 * value itself is never shown. What has the form of a credential is a warning. What only stands where a password stands is a notice: that of
 * a database which ends with the run is no secret. With `strict` both are errors.
 */
export async function checkLiterals(context: BuildContext, namespace: string): Promise<void> {
  await walk(context, context.document.value, [], nobody, namespace);
}

async function walk(
  context: BuildContext,
  value: Value,
  path: DocumentPath,
  owner: Owner,
  namespace: string,
): Promise<void> {
  if (typeof value === 'string') checkText(context, value, path, owner);
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) await walk(context, item, [...path, index], owner, namespace);
  } else if (isMap(value)) {
    const own = await ownerOf(context, value, owner);
    for (const [key, item] of Object.entries(value)) {
      const at = [...path, key];
      if (checkNamed(context, key, item, at, own, value, namespace)) continue;
      // The name of a group of workers is no secret of the type's that has one of that name.
      const inner = workerKeys.some((name) => name === key) ? nobody : own;
      await walk(context, item, at, inner, namespace);
    }
  }
}

async function ownerOf(context: BuildContext, map: Readonly<Record<string, Value>>, outer: Owner): Promise<Owner> {
  const { type } = map;
  if (typeof type !== 'string') return outer;
  const known = context.registry.resolve(type);
  // A beginning of a name stands in plugin defaults, a type of ours alone in inputs (`type: STRING`).
  if (known === undefined) return type.includes('.') ? { type, secrets: new Set() } : outer;
  const { schema } = await context.registry.describe(known.type);
  const secrets = Object.entries(schema.properties).filter(([, property]) => property['x-secret'] === true);
  return { type: known.type, secrets: new Set(secrets.map(([name]) => name)) };
}

/** A value under a name that says what it is. Answers true where there is nothing more to say of it. */
function checkNamed(
  context: BuildContext,
  key: string,
  item: Value,
  path: DocumentPath,
  owner: Owner,
  map: Readonly<Record<string, Value>>,
  namespace: string,
): boolean {
  const text = scalarTextOf(item);
  if (text === undefined || typeof item === 'boolean' || isPlaceholder(text) || text.includes('{{')) return false;
  if (key === 'projectId' && /^io\.kestra\.plugin\.gcp\b/.test(owner.type ?? '')) {
    tellProject(context, text, path, namespace);
    return true;
  }
  const isSecretInput = key === 'defaults' && map['type'] === 'SECRET';
  if (!isSecretInput && !owner.secrets.has(key) && !isSecretName(key)) return false;
  // An address of a service account is no key of it.
  if (/^[\w.+-]+@[\w.-]+$/.test(text) && /account/i.test(key)) return true;
  const name = isSecretInput
    ? proposedName(scalarTextOf(map['id']) ?? 'secret', undefined)
    : proposedName(key, owner.type);
  const what = isSecretInput ? 'the default of a SECRET input' : `"${key}"`;
  const isKnown = findCredential(text) !== undefined;
  tell(context, isKnown ? 'warning' : 'notice', context.document.rangeOf(path), path, {
    message: `${what} is written out: ${isKnown ? known : readable}`,
    hint: `write ${key}: "{{ secret('${name}') }}", ${storing(name)}`,
  });
  return true;
}

const readable = 'whoever reads the repository reads it';
const known = 'whoever reads the repository has it, so make a new one';

/** A text, whatever its name is. */
function checkText(context: BuildContext, text: string, path: DocumentPath, owner: Owner): void {
  const credential = findCredential(text);
  const site = { text, path };
  if (credential !== undefined) {
    const { shape, offset, length } = credential;
    tell(context, 'warning', rangeInside(context, site, offset, length), path, {
      message: `${shape.what} is written out: ${known}`,
      hint: instead(shape.name),
    });
  }
  const password = findUrlPassword(text);
  if (password === undefined) return;
  const { offset, length, scheme } = password;
  tell(context, 'notice', rangeInside(context, site, offset, length), path, {
    message: `the password in an address is written out: ${readable}`,
    hint: instead(proposedName('password', owner.type ?? `${scheme}.Address`)),
  });
}

function tell(
  context: BuildContext,
  severity: 'warning' | 'notice',
  range: SourceRange,
  path: DocumentPath,
  said: { readonly message: string; readonly hint: string },
): void {
  const finding = {
    ...said,
    rule: 'literal-secret',
    severity: context.strict ? ('error' as const) : severity,
    hideSource: true as const,
  };
  context.problems.add(finding, range, path);
}

function tellProject(context: BuildContext, project: string, path: DocumentPath, namespace: string): void {
  context.at(path, {
    rule: 'literal-project',
    message: `"projectId" is written out: a test and a production run cannot tell their projects apart`,
    hint: `write projectId: "{{ kv('GCP_PROJECT_ID') }}" and run: gitphony kv set GCP_PROJECT_ID ${project} -n ${namespace} (with --github for the repository)`,
    severity: context.strict ? 'error' : 'notice',
  });
}

function storing(name: string): string {
  return `put ${name}=<value> into .env and run: gitphony secrets push .env`;
}

function instead(name: string): string {
  return `write {{ secret('${name}') }} in its place (in a script, hand it over by env), ${storing(name)}`;
}
