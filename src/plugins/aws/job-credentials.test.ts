import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { WorkloadIdentity } from '../../contract/workload-identity.ts';
import { credentialsOf } from './credentials.ts';
import { jobCredentials } from './job-credentials.ts';

const aws = { role: 'arn:aws:iam::123456789012:role/flows' };
const identity: WorkloadIdentity = { clouds: { aws }, token: async () => 'token' };

/** A token service that answers by what it was asked. */
async function startSts(): Promise<{ readonly url: string; readonly tokens: string[] }> {
  const tokens: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      tokens.push(new URLSearchParams(body).get('WebIdentityToken') ?? '');
      const until = new Date(Date.now() + 60_000).toISOString();
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(
        `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIA${tokens.length}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${until}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tokens };
}

test('each session comes by a token of its own: one that has ended is never shown again', async () => {
  const sts = await startSts();
  let given = 0;
  const counting: WorkloadIdentity = { clouds: { aws }, token: async () => `token-${(given += 1)}` };
  const provide = jobCredentials(counting, { region: 'us-east-1', stsEndpointOverride: sts.url });
  expect(await provide?.()).toMatchObject({ accessKeyId: 'ASIA1', expiration: expect.any(Date) });
  expect(await provide?.()).toMatchObject({ accessKeyId: 'ASIA2' });
  expect(sts.tokens).toEqual(['token-1', 'token-2']);
});

test.each([
  ['keys go before the job’s token', { accessKeyId: 'AKIA1', secretKeyId: 's' }, identity, 'object'],
  ['the job’s token goes before the default chain', {}, identity, 'function'],
  ['a job that AWS does not know has the default chain', {}, { ...identity, clouds: {} }, 'undefined'],
  ['so has a laptop', {}, undefined, 'undefined'],
])('%s', async (_what, properties, known, kind) => {
  expect(typeof (await credentialsOf(properties, known))).toBe(kind);
});
