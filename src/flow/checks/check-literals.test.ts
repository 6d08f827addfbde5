import { describe, expect, test } from 'vitest';
import { builtinRegistry } from '../../plugins/registry.ts';
import { formatProblem, parseFlow } from '../index.ts';
import { findCredential, findUrlPassword } from './credential-shapes.ts';
import { isSecretName, proposedName } from './secret-names.ts';

const flow = `id: a
namespace: b
tasks:
  - id: read
    type: io.kestra.plugin.jdbc.postgresql.Queries
    url: jdbc:postgresql://db/x
    username: me
    password: planted-password
    sql: select 1
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: ghp_plantedplantedplantedplantedplantedpl
`;

async function problemsOf(text: string, strict: boolean): Promise<readonly (readonly [string, string, string])[]> {
  const parsed = await parseFlow({ file: 'f.yaml', bytes: Buffer.from(text) }, { registry: builtinRegistry, strict });
  return parsed.problems.map((problem) => [
    problem.severity,
    problem.rule,
    formatProblem(problem, parsed.text, { colour: false }) + JSON.stringify(problem),
  ]);
}

test('a password is a notice, a credential a warning, with strict both are errors; no value is shown', async () => {
  const said = await problemsOf(flow, false);
  expect(said.map(([severity, rule]) => `${severity} ${rule}`)).toEqual([
    'notice literal-secret',
    'warning literal-secret',
  ]);
  expect(said.flat().join('\n')).not.toMatch(/planted/);
  const strict = await problemsOf(flow, true);
  expect(strict.map(([severity]) => severity)).toEqual(['error', 'error']);
});

test('templates, placeholders and empty texts are none', async () => {
  for (const value of [
    `"{{ secret('X') }}"`,
    '"{{ kv(\'p\') }}"',
    '""',
    '"<password>"',
    '"***"',
    '"$PGPASSWORD"',
    'null',
  ]) {
    const text = flow.replace('planted-password', value).replace(/ghp_\w+/, 'hello');
    expect(await problemsOf(text, false), value).toEqual([]);
  }
});

describe('names', () => {
  test.each([
    'password',
    'dbPassword',
    'DB_PASSWORD',
    'PGPASSWORD',
    'db-passwd',
    'secretKey',
    'secretKeyId',
    'client_secret',
    'apiKey',
    'API_KEY',
    'token',
    'sessionToken',
    'accessToken',
    'GH_TOKEN',
    'serviceAccount',
    'Authorization',
    'sslKeyPassword',
    'privateKey',
    'passphrase',
  ])('%s is one of a secret', (name) => expect(isSecretName(name)).toBe(true));

  test.each([
    'passwordPolicy',
    'tokens',
    'maxTokens',
    'max_token',
    'pageToken',
    'nextPageToken',
    'next_page_token',
    'key',
    'primaryKey',
    'keyId',
    'accessKeyId',
    'tokenUri',
    'secretName',
    'serviceAccountEmail',
    'bypass',
    'authorizationUrl',
    'compass',
    'tokenizer',
  ])('%s is not', (name) => expect(isSecretName(name)).toBe(false));

  test.each([
    ['password', 'io.kestra.plugin.jdbc.postgresql.Queries', 'POSTGRESQL_PASSWORD'],
    ['password', 'io.kestra.plugin.jdbc.postgresql', 'POSTGRESQL_PASSWORD'],
    ['serviceAccount', 'io.kestra.plugin.gcp.bigquery.Query', 'GCP_SERVICE_ACCOUNT'],
    ['secretKeyId', 'io.kestra.plugin.aws.s3.Upload', 'AWS_SECRET_KEY_ID'],
    ['DB_PASSWORD', 'io.kestra.plugin.scripts.shell.Commands', 'DB_PASSWORD'],
    ['api_token', undefined, 'API_TOKEN'],
    ['key', 'io.kestra.plugin.core.trigger.Webhook', 'WEBHOOK_KEY'],
  ])('%s of %s is proposed as %s', (property, type, name) => expect(proposedName(property, type)).toBe(name));
});

describe('forms', () => {
  test.each([
    ['an access key of AWS', 'export K=AKIAQ2PLANTED2PLANTE'],
    ['a token of GitHub', 'github_pat_11PLANTED0planted_planted'],
    ['a private key', '"-----BEGIN RSA PRIVATE KEY-----\\nMII'],
    ['an API key of Google', 'https://maps/?key=AIzaPLANTEDPLANTEDPLANTEDPLANTEDPLANTED'],
    ['a token of Slack', 'xoxb-1234567890-planted'],
    ['a JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.planted_planted_planted'],
  ])('%s', (what, text) => expect(findCredential(text)?.shape.what).toBe(what));

  test.each([
    'AKIAIOSFODNN7EXAMPLE',
    'AKIA',
    'ghp_short',
    '-----BEGIN PUBLIC KEY-----',
    '-----BEGIN CERTIFICATE-----',
    'eyJhbGciOiJIUzI1NiJ9',
    'xoxb-',
    'sk_test_plantedplantedplanted',
    'npm_config_registry',
    'SELECT md5(token) FROM t',
    'c2VjcmV0IGJ1dCBvbmx5IGJhc2U2NA==',
  ])('%s is none', (text) => expect(findCredential(text)).toBeUndefined());

  test.each([
    ['postgres://me:planted@host/db', 14, 'postgres'],
    ['jdbc:mysql://h:3306/db?user=a&password=planted', 39, 'mysql'],
    ['curl -s https://me:planted@example.com', 19, 'https'],
  ])('the password in %s', (text, offset, scheme) => {
    expect(findUrlPassword(text)).toEqual({ offset, length: 'planted'.length, scheme });
  });

  test.each([
    'https://example.com:8080/a@b',
    'https://user@example.com',
    'postgres://me:$PASS@host',
    'https://me:${PASS}@host',
    'https://me:{{ x }}@host',
    'https://me:<password>@host',
    'git@github.com:octo/flows.git',
    'jdbc:postgresql://h/db?user=a',
    'docker://image:tag',
    'https://a.b/c?time=10:30&mail=x@y.z',
  ])('%s has none', (text) => expect(findUrlPassword(text)).toBeUndefined());
});
