import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { SecretSource } from '../contract/engine-host.ts';
import { UsageError } from '../contract/errors.ts';

/**
 * The secrets of a run, the first that has a name wins:
 * what services hand over; `GITPHONY_SECRET_<NAME>` (raw; how workflows pass them); `SECRET_<NAME>` (base64, as Kestra's
 * open edition has it); the project's `.env` (raw values; `SECRET_<NAME>=` lines there are base64 too).
 */
export function loadSecrets(root: string, fromServices: Readonly<Record<string, string>> = {}): SecretSource {
  const secrets = new Map<string, string>();
  const add = (name: string, value: string): void => {
    if (!secrets.has(name) && value !== '') secrets.set(name, value);
  };
  for (const [name, value] of Object.entries(fromServices)) add(name, value);
  addPrefixed(process.env, add);
  const file = join(root, '.env');
  if (existsSync(file)) {
    const values = parseEnv(readFileSync(file, 'utf8'));
    addPrefixed(values, add);
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined && !/^(GITPHONY_SECRET_|SECRET_|ENV_)/.test(name)) add(name, value);
    }
  }
  return { get: (name) => secrets.get(name), values: () => secrets.values() };
}

function addPrefixed(
  source: Readonly<Record<string, string | undefined>>,
  add: (name: string, value: string) => void,
): void {
  for (const [key, value] of Object.entries(source)) {
    if (value === undefined) continue;
    if (key.startsWith('GITPHONY_SECRET_')) add(key.slice('GITPHONY_SECRET_'.length), value);
    else if (key.startsWith('SECRET_')) add(key.slice('SECRET_'.length), decodeBase64(key, value));
  }
}

function decodeBase64(name: string, value: string): string {
  const text = value.trim();
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 === 1) {
    throw new UsageError('SECRET_ENCODING', `expected base64 in the environment variable ${name}`, {
      hint: `encode it (printf %s VALUE | base64 -w0), or give the raw value as GITPHONY_SECRET_${name.slice('SECRET_'.length)}`,
    });
  }
  return Buffer.from(text, 'base64').toString('utf8');
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
