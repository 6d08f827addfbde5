import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { SecretSource } from '../contract/engine-host.ts';
import { UsageError } from '../contract/errors.ts';
import { githubName, secretPrefix } from '../util/github-names.ts';

/**
 * The secrets of a run, the first that has a name wins:
 * what services hand over; `GITPHONY_SECRET_<NAME>` (raw; how workflows pass them); `SECRET_<NAME>` (base64, as Kestra's
 * open edition has it); the project's `.env` (raw values; `SECRET_<NAME>=` lines there are base64 too). Where a variable
 * cannot be named so (`my-key`), its GitHub name counts (`MY_KEY`, docs/names.md).
 */
export function loadSecrets(root: string, fromServices: Readonly<Record<string, string>> = {}): SecretSource {
  const secrets = new Map<string, string>();
  const broken = new Map<string, string>();
  const add = (name: string, value: string): void => {
    if (!secrets.has(name) && value !== '') secrets.set(name, value);
  };
  for (const [name, value] of Object.entries(fromServices)) add(name, value);
  addPrefixed(process.env, add, broken);
  const file = join(root, '.env');
  if (existsSync(file)) {
    const values = parseEnv(readFileSync(file, 'utf8'));
    addPrefixed(values, add, broken);
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined && !/^(GITPHONY_SECRET_|SECRET_|ENV_)/.test(name)) add(name, value);
    }
  }
  return {
    get(name) {
      const value = secrets.get(name) ?? secrets.get(githubName(name));
      const variable = value === undefined ? (broken.get(name) ?? broken.get(githubName(name))) : undefined;
      if (variable !== undefined) throw notBase64(variable);
      return value;
    },
    values: () => secrets.values(),
  };
}

function addPrefixed(
  source: Readonly<Record<string, string | undefined>>,
  add: (name: string, value: string) => void,
  broken: Map<string, string>,
): void {
  for (const [key, value] of Object.entries(source)) {
    if (value === undefined) continue;
    if (key.startsWith(secretPrefix)) add(key.slice(secretPrefix.length), value);
    else if (key.startsWith('SECRET_')) {
      const name = key.slice('SECRET_'.length);
      const decoded = decodeBase64(value);
      // Other programs have variables of such names too: only who reads it as a secret hears of it.
      if (decoded === undefined) broken.set(name, key);
      else add(name, decoded);
    }
  }
}

/** Undefined where the text is no base64; line breaks, as `base64` writes them, do not count. */
function decodeBase64(value: string): string | undefined {
  const text = value.replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.replaceAll('=', '').length % 4 === 1) return undefined;
  return Buffer.from(text, 'base64').toString('utf8');
}

function notBase64(variable: string): UsageError {
  const raw = `${secretPrefix}${variable.slice('SECRET_'.length)}`;
  // An expression's error keeps the message alone, so the way out stands in it.
  return new UsageError(
    'SECRET_ENCODING',
    `expected base64 in the environment variable ${variable}: encode it (printf %s VALUE | base64 -w0), or give the raw value as ${raw}`,
  );
}

/** `envs.*` of expressions: variables of the environment and of `.env` named `ENV_<NAME>`, by lower-case name. */
export function loadEnvironment(root: string): Readonly<Record<string, string>> {
  const file = join(root, '.env');
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const entries = Object.entries({ ...fromFile, ...process.env })
    .filter((entry): entry is [string, string] => entry[0].startsWith('ENV_') && entry[1] !== undefined)
    .map(([name, value]) => [name.slice('ENV_'.length).toLowerCase(), value] as const);
  return Object.fromEntries(entries);
}
