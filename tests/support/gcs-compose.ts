import { type HttpReply, type HttpRequest, type LocalServer, startHttpServer } from './http-server.ts';

/** What a bucket does that the emulator knows nothing of. */
export interface GoogleWays {
  /** Objects that a hold or a retention period keeps. */
  readonly isKept?: (name: string) => boolean;
  /** That of its buckets: the emulator takes it for STANDARD whatever was asked for. */
  readonly storageClass?: string;
  /** Somebody else comes just before parts are joined. */
  readonly beforeCompose?: () => Promise<unknown>;
}

interface Compose {
  readonly destination?: { readonly storageClass?: string };
  readonly sourceObjects: readonly { readonly name: string; readonly generation?: number }[];
  readonly deleteSourceObjects?: boolean;
}

interface Held {
  readonly generation: string;
  readonly storageClass: string;
}

/**
 * Cloud Storage's compose as its reference has it, before an emulator that ignores preconditions, generations and storage
 * classes, deletes no sources, forgets the media type of sessions, and does not know what it
 * has of them or that they were given up. Everything else is passed on.
 * Source: https://cloud.google.com/storage/docs/json_api/v1/objects/compose, https://docs.cloud.google.com/storage/docs/composite-objects
 */
export async function startGoogleWays(origin: string, ways: GoogleWays = {}): Promise<LocalServer> {
  /** Storage classes that uploads asked for, by bucket and name: the emulator keeps the bucket's for none. */
  const classes = new Map<string, string>();
  const sessions = new Map<string, Promise<HttpReply>>();

  const server = await startHttpServer(async (request) => {
    const { pathname } = request.url;
    const compose = /^\/storage\/v1\/b\/([^/]+)\/o\/([^/]+)\/compose$/.exec(pathname);
    if (request.method === 'POST' && compose !== null) {
      return composeAsGoogle(request, compose[1] ?? '', decodeURIComponent(compose[2] ?? ''));
    }
    if (request.method === 'POST' && pathname.startsWith('/upload/')) {
      noteClass(request);
      return passOn({ ...request, body: withType(request) });
    }
    const session = request.url.searchParams.get('upload_id');
    if (session !== null) return inSession(session, request);
    const object = /\/o\/([^/]+)$/.exec(pathname)?.[1];
    if (request.method === 'DELETE' && object !== undefined && ways.isKept?.(decodeURIComponent(object)) === true) {
      return refusal(403, 'retentionPolicyNotMet', `${decodeURIComponent(object)} is kept by a retention policy`);
    }
    return passOn(request);
  });

  /**
   * One call of a session after another. It says what it has, and takes nothing more once it was given up; the emulator makes
   * an empty object of the question, and goes on.
   */
  function inSession(session: string, request: HttpRequest): Promise<HttpReply> {
    const before = sessions.get(session) ?? Promise.resolve({ status: 308 });
    const isQuestion = request.headers['content-range']?.startsWith('bytes */') ?? false;
    const now = before.then((last) => (isQuestion || last.status === 499 ? last : passOn(request)));
    sessions.set(session, now);
    return now;
  }

  function noteClass(request: HttpRequest): void {
    const text = request.body.toString('latin1', 0, 4096);
    const storageClass = /"storageClass":"(\w+)"/.exec(text)?.[1];
    const name = request.url.searchParams.get('name');
    if (storageClass !== undefined && name !== null) classes.set(name, storageClass);
  }

  /** A session's header says the type; the emulator looks into its metadata only. */
  function withType({ headers, body }: HttpRequest): Buffer {
    const contentType = headers['x-upload-content-type'];
    if (contentType === undefined || !body.toString('latin1').startsWith('{')) return body;
    return Buffer.from(JSON.stringify({ ...(JSON.parse(body.toString()) as object), contentType }));
  }

  async function composeAsGoogle(request: HttpRequest, bucket: string, target: string): Promise<HttpReply> {
    await ways.beforeCompose?.();
    const body = JSON.parse(request.body.toString()) as Compose;
    const wanted = request.url.searchParams.get('ifGenerationMatch');
    const there = await held(bucket, target);
    if (wanted !== null && wanted !== (there?.generation ?? '0')) {
      return refusal(412, 'conditionNotMet', 'At least one of the pre-conditions you specified did not hold.');
    }
    const { storageClass: own = 'STANDARD' } = ways;
    const destination = body.destination?.storageClass ?? own;
    for (const { name, generation } of body.sourceObjects) {
      const source = await held(bucket, name);
      if (source === undefined || (generation !== undefined && source.generation !== String(generation))) {
        return refusal(404, 'notFound', `Object ${name} (generation: ${generation ?? 'any'}) not found.`);
      }
      const is = classes.get(name) ?? own;
      if (is !== destination) {
        const text = `Cannot compose object with destination storage class ${destination} from source components that have different storage classes (${is})`;
        return refusal(400, 'invalid', text);
      }
    }
    const deletes = body.deleteSourceObjects === true;
    const kept = body.sourceObjects.find(({ name }) => ways.isKept?.(name) === true);
    if (deletes && kept !== undefined) {
      return refusal(403, 'retentionPolicyNotMet', `${kept.name} is kept by a retention policy`);
    }
    const reply = await passOn(request);
    if (reply.status !== 200 || typeof reply.body !== 'string') return reply;
    for (const { name } of deletes ? body.sourceObjects : []) {
      await fetch(`${origin}/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}`, { method: 'DELETE' });
    }
    const { md5Hash: _, ...joined } = JSON.parse(reply.body) as Record<string, unknown>;
    return { status: 200, body: { ...joined, componentCount: body.sourceObjects.length } };
  }

  async function held(bucket: string, name: string): Promise<Held | undefined> {
    const answer = await fetch(`${origin}/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}`);
    return answer.ok ? ((await answer.json()) as Held) : undefined;
  }

  async function passOn({ method, url, headers, body }: HttpRequest): Promise<HttpReply> {
    const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...kept } = headers;
    const answer = await fetch(`${origin}${url.pathname}${url.search}`, {
      method,
      headers: kept as Record<string, string>,
      redirect: 'manual',
      ...(body.length === 0 ? {} : { body }),
    });
    const back = [...answer.headers].filter(
      ([name]) => !/^(content-(length|encoding)|transfer-encoding|connection)$/.test(name),
    );
    // Addresses of upload sessions have to lead back here.
    const own = back.map(([name, value]) => [name, value.replaceAll(origin, server.url)]);
    return {
      status: answer.status,
      headers: Object.fromEntries(own) as Record<string, string>,
      body:
        method === 'POST' && url.pathname.endsWith('/compose')
          ? await answer.text()
          : new Uint8Array(await answer.arrayBuffer()),
    };
  }

  return server;
}

function refusal(status: number, reason: string, message: string): HttpReply {
  return { status, body: { error: { code: status, message, errors: [{ domain: 'global', reason, message }] } } };
}
