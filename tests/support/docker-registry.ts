import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { type HttpReply, type HttpRequest, startHttpServer } from './http-server.ts';

/** A registry with one image, of the public protocol what a pull needs (https://distribution.github.io/distribution/spec/api/). */
export interface TestRegistry extends AsyncDisposable {
  /** The image's name with the registry's address; loopback registries need no TLS. */
  readonly image: string;
  /** What was asked for, without the digests. */
  readonly requests: readonly string[];
}

interface Blob {
  readonly digest: string;
  readonly content: Buffer;
}

const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

/** Starts a registry whose image is a root file system (a tar file) and a layer with the file `/marker`, for who logs in as `ada`. */
export async function startRegistry(rootFileSystem: string, password: string): Promise<TestRegistry> {
  const layers = [await readFile(rootFileSystem), await layerWithMarker()];
  const packed = layers.map((layer) => blobOf(gzipSync(layer, { level: 1 })));
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  const config = blobOf(
    Buffer.from(
      JSON.stringify({
        architecture,
        os: 'linux',
        config: {},
        rootfs: { type: 'layers', diff_ids: layers.map(digestOf) },
      }),
    ),
  );
  const manifest = blobOf(
    Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: manifestType,
        config: describe(config, 'application/vnd.docker.container.image.v1+json'),
        layers: packed.map((layer) => describe(layer, 'application/vnd.docker.image.rootfs.diff.tar.gzip')),
      }),
    ),
  );
  const blobs = new Map([...packed, config].map((blob) => [blob.digest, blob.content]));
  const requests: string[] = [];
  const login = `Basic ${Buffer.from(`ada:${password}`).toString('base64')}`;
  const handle = ({ method, url: { pathname }, headers }: HttpRequest): HttpReply => {
    requests.push(`${method} ${pathname.replace(/sha256:.*/u, 'DIGEST')}`);
    if (headers.authorization !== login)
      return { status: 401, headers: { 'www-authenticate': 'Basic realm="test"' }, body: { errors: [] } };
    if (pathname === '/v2/') return { status: 200, body: {} };
    if (pathname.includes('/manifests/')) return content(manifest, manifestType, method);
    const digest = pathname.slice(pathname.lastIndexOf('/') + 1);
    const blob = blobs.get(digest);
    return blob === undefined
      ? { status: 404, body: { errors: [{ code: 'BLOB_UNKNOWN', message: 'blob unknown' }] } }
      : content({ digest, content: blob }, 'application/octet-stream', method);
  };
  const server = await startHttpServer(handle);
  return {
    image: `${server.url.slice('http://'.length)}/tools/marked:1.0`,
    requests,
    [Symbol.asyncDispose]: () => server.close(),
  };
}

function content({ digest, content: body }: Blob, type: string, method: string): HttpReply {
  const headers = { 'content-type': type, 'docker-content-digest': digest, 'content-length': String(body.length) };
  return { status: 200, headers, ...(method === 'HEAD' ? {} : { body }) };
}

function describe({ digest, content: { length } }: Blob, mediaType: string): object {
  return { mediaType, size: length, digest };
}

function blobOf(bytes: Buffer): Blob {
  return { digest: digestOf(bytes), content: bytes };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

async function layerWithMarker(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-layer-'));
  try {
    await writeFile(join(folder, 'marker'), `from the registry, ${folder}`);
    await execa('tar', ['--create', '--file', 'layer.tar', 'marker'], { cwd: folder });
    return await readFile(join(folder, 'layer.tar'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
