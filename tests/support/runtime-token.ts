import { randomUUID } from 'node:crypto';

/** The ids that a runner's token grants artifact rights for. */
export interface RuntimeTokenIds {
  /** Backend id of the workflow run; default random. */
  readonly runId?: string;
  /** Backend id of the job; default random. */
  readonly jobId?: string;
}

/**
 * An unsigned JSON web token for `ACTIONS_RUNTIME_TOKEN`. `@actions/artifact` only reads its `scp` claim
 * (`Actions.Results:<run>:<job>`) and never checks the signature: that is the service's task.
 */
export function makeRuntimeToken({ runId = randomUUID(), jobId = randomUUID() }: RuntimeTokenIds = {}): string {
  const header = encode({ alg: 'none', typ: 'JWT' });
  const payload = encode({ scp: `Actions.GenericRead:00000000 Actions.Results:${runId}:${jobId}`, exp: 4_102_444_800 });
  return `${header}.${payload}.`;
}

/** The ids in a token made by {@link makeRuntimeToken}, or undefined when the text is no such token. */
export function readRuntimeToken(token: string): { readonly runId: string; readonly jobId: string } | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  const match = /Actions\.Results:([^:\s"]+):([^:\s"]+)/.exec(Buffer.from(payload, 'base64url').toString('utf8'));
  const [, runId, jobId] = match ?? [];
  return runId === undefined || jobId === undefined ? undefined : { runId, jobId };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
