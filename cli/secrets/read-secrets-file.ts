import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { UsageError } from '../../src/contract/errors.ts';
import { githubName } from '../../src/util/github-names.ts';

/** GitHub's limit of a secret's value. */
const MOST_BYTES = 48 * 1024;

/**
 * Secrets of a file in the form of `.env`, by their names on GitHub: `NAME=value` raw, `SECRET_NAME=value` base64, as Kestra's open
 * edition has them. Empty values and `ENV_*` (no secrets) are left out. Fails with SECRETS_FILE.
 */
export async function readSecretsFile(file: string): Promise<ReadonlyMap<string, string>> {
  const values = parseEnv(await read(file));
  const secrets = new Map<string, string>();
  const origins = new Map<string, string>();
  for (const [line, text] of Object.entries(values)) {
    if (text === undefined || text === '' || line.startsWith('ENV_')) continue;
    const isEncoded = line.startsWith('SECRET_');
    const name = githubName(isEncoded ? line.slice('SECRET_'.length) : line);
    const other = origins.get(name);
    if (other !== undefined)
      throw invalid(`${file}: ${other} and ${line} are one secret on GitHub: ${name}`, 'remove one of the two lines');
    const value = isEncoded ? decode(text, line, file) : text;
    if (Buffer.byteLength(value) > MOST_BYTES) {
      throw invalid(
        `${file}: ${line} has ${Buffer.byteLength(value)} bytes, a secret at most ${MOST_BYTES}`,
        'split it, or keep it in a secret manager',
      );
    }
    origins.set(name, line);
    secrets.set(name, value);
  }
  if (secrets.size === 0) throw invalid(`${file}: expected lines NAME=value, found none`, 'write one secret a line');
  return secrets;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(
      'SECRETS_FILE',
      `expected a file of secrets at ${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

function decode(text: string, line: string, file: string): string {
  const plain = text.replaceAll(/\s/g, '');
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(plain) && plain.replaceAll('=', '').length % 4 !== 1) {
    return Buffer.from(plain, 'base64').toString('utf8');
  }
  throw invalid(
    `${file}: expected base64 in ${line}, as every SECRET_… line has`,
    `write ${line.slice('SECRET_'.length)}=value for a raw value`,
  );
}

function invalid(message: string, hint: string): UsageError {
  return new UsageError('SECRETS_FILE', message, { hint });
}
