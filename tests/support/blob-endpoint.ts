import type { ArtifactStore, PendingArtifact } from './artifact-store.ts';
import type { HttpReply, HttpRequest } from './http-server.ts';

/**
 * The part of Azure Blob Storage's REST interface that artifact uploads and downloads use: Put Blob, Put Block, Put Block List, Get Blob
 * (https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api).
 */
export function answerBlobRequest(store: ArtifactStore, request: HttpRequest): HttpReply {
  const { method, url } = request;
  if (method === 'GET') return getBlob(store, url);
  if (method !== 'PUT') return blobError(405, 'UnsupportedHttpVerb', `${method} is not supported on a blob`);
  const pending = store.pendingByKey(url.searchParams.get('sig') ?? '');
  if (pending === undefined)
    return blobError(403, 'AuthenticationFailed', 'the signature is unknown or its artifact is finished');
  switch (url.searchParams.get('comp')) {
    case null:
      return putBlob(pending, request);
    case 'block':
      return putBlock(pending, request);
    case 'blocklist':
      return putBlockList(pending, request);
    default:
      return blobError(400, 'InvalidQueryParameterValue', `comp=${url.searchParams.get('comp')} is not supported`);
  }
}

function putBlob(pending: PendingArtifact, request: HttpRequest): HttpReply {
  if (request.headers['x-ms-blob-type'] !== 'BlockBlob') {
    return blobError(400, 'MissingRequiredHeader', 'x-ms-blob-type: BlockBlob is required');
  }
  pending.content = request.body;
  return created();
}

function putBlock(pending: PendingArtifact, { url, body }: HttpRequest): HttpReply {
  const id = url.searchParams.get('blockid');
  if (id === null) return blobError(400, 'MissingRequiredQueryParameter', 'blockid is required');
  if (body.length === 0) return blobError(400, 'InvalidHeaderValue', 'a block holds at least one byte');
  pending.blocks.set(id, body);
  return created();
}

function putBlockList(pending: PendingArtifact, { body }: HttpRequest): HttpReply {
  const ids = [...body.toString('utf8').matchAll(/<(?:Latest|Uncommitted)>([^<]*)<\//g)].map((match) => match[1] ?? '');
  const blocks = ids.map((id) => pending.blocks.get(id));
  const known = blocks.filter((block) => block !== undefined);
  if (known.length < blocks.length) return blobError(400, 'InvalidBlockList', 'a listed block was never staged');
  pending.content = Buffer.concat(known);
  pending.blocks.clear();
  return created();
}

function getBlob(store: ArtifactStore, url: URL): HttpReply {
  const [, id, digest] = /^(\d+)-([0-9a-f]+)$/.exec(url.searchParams.get('sig') ?? '') ?? [];
  const artifact = store.byId(Number(id));
  if (artifact === undefined || !artifact.digest.endsWith(`:${digest}`)) {
    return blobError(403, 'AuthenticationFailed', 'the signature is unknown or its artifact was deleted');
  }
  const fileName = artifact.mimeType === 'application/zip' ? `${artifact.name}.zip` : artifact.name;
  return {
    status: 200,
    headers: {
      'content-type': artifact.mimeType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    },
    body: artifact.content,
  };
}

function created(): HttpReply {
  return { status: 201, headers: { etag: '"0x1"', 'x-ms-request-server-encrypted': 'true' } };
}

function blobError(status: number, code: string, message: string): HttpReply {
  return {
    status,
    headers: { 'x-ms-error-code': code, 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}
