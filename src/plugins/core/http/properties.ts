import { deprecated, durationText, Type } from '../../../contract/schema.ts';

const closed = { additionalProperties: false } as const;

const auth = Type.Union(
  [
    Type.Object(
      {
        type: Type.Literal('BASIC'),
        username: Type.Optional(Type.String()),
        password: Type.Optional(Type.String({ 'x-secret': true })),
      },
      closed,
    ),
    Type.Object({ type: Type.Literal('BEARER'), token: Type.String({ 'x-secret': true }) }, closed),
  ],
  { description: 'How to authenticate: `{type: BASIC, username, password}` or `{type: BEARER, token}`.' },
);

const ssl = Type.Object(
  {
    insecureTrustAllCertificates: Type.Optional(
      Type.Boolean({
        description: 'Take any certificate. Whoever sits between can then read and change everything.',
        default: false,
      }),
    ),
  },
  { ...closed, description: 'TLS options.' },
);

const timeout = Type.Object(
  {
    connectTimeout: Type.Optional(durationText({ description: 'Until the connection stands.', default: 'PT10S' })),
    readIdleTimeout: Type.Optional(
      durationText({ description: 'Until the server says something (more).', default: 'PT5M' }),
    ),
  },
  { ...closed, description: 'How long to wait. The task’s own `timeout` limits the whole.' },
);

const proxy = Type.Object(
  {
    type: Type.Optional(Type.Union([Type.Literal('DIRECT'), Type.Literal('HTTP')], { default: 'HTTP' })),
    address: Type.Optional(Type.String({ description: 'Name or address of the proxy.' })),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    username: Type.Optional(Type.String()),
    password: Type.Optional(Type.String({ 'x-secret': true })),
  },
  { ...closed, description: 'A proxy. Default: what HTTP_PROXY, HTTPS_PROXY and NO_PROXY of the machine say.' },
);

const options = Type.Object(
  {
    timeout: Type.Optional(timeout),
    proxy: Type.Optional(proxy),
    auth: Type.Optional(auth),
    ssl: Type.Optional(ssl),
    followRedirects: Type.Optional(Type.Boolean({ description: 'Follow up to ten redirects.', default: true })),
    allowFailed: Type.Optional(
      Type.Boolean({
        description: 'Take an answer with a code of 400 or more as a result, not a failure.',
        default: false,
      }),
    ),
    allowedResponseCodes: Type.Optional(
      Type.Array(Type.Integer(), { description: 'The only codes that are no failure.' }),
    ),
    defaultCharset: Type.Optional(
      Type.String({ description: 'Charset of the request’s body: UTF-8 only.', default: 'UTF-8' }),
    ),
    connectTimeout: Type.Optional(
      deprecated('use `timeout.connectTimeout`', durationText({ description: 'How long connecting may take.' })),
    ),
    readTimeout: Type.Optional(
      deprecated(
        'use `timeout.readIdleTimeout`',
        durationText({ description: 'How long the server may say nothing.' }),
      ),
    ),
    readIdleTimeout: Type.Optional(
      deprecated(
        'use `timeout.readIdleTimeout`',
        durationText({ description: 'How long the server may say nothing.' }),
      ),
    ),
    connectionPoolIdleTimeout: Type.Optional(
      deprecated('delete it, it has no effect', durationText({ description: 'How long a connection may idle.' })),
    ),
    maxContentLength: Type.Optional(
      Type.Integer({ description: 'Largest body that Request takes, in bytes.', default: 10_485_760, minimum: 0 }),
    ),
    basicAuthUser: Type.Optional(
      deprecated('use `auth`', Type.String({ description: 'Name for basic authentication.' })),
    ),
    basicAuthPassword: Type.Optional(
      deprecated('use `auth`', Type.String({ description: 'Password for basic authentication.', 'x-secret': true })),
    ),
  },
  { ...closed, description: 'Options of the connection.' },
);

/** The properties that every HTTP task has. */
export const httpProperties = {
  uri: Type.String({ description: 'The address, `http://` or `https://`. Blanks in it are encoded.' }),
  method: Type.Optional(Type.String({ description: 'The method.', default: 'GET' })),
  params: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'Query parameters to add; a list gives one for each item.',
    }),
  ),
  headers: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: 'Headers of the request.' })),
  body: Type.Optional(Type.String({ description: 'The body, as text.' })),
  contentType: Type.Optional(
    Type.String({ description: 'What the body is; `multipart/form-data` for files.', default: 'application/json' }),
  ),
  formData: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description:
        'A form, in place of a body. In a multipart form, the URI of a stored file sends the file, also as `{name, content}`.',
    }),
  ),
  options: Type.Optional(options),
  allowFailed: Type.Optional(
    deprecated('use `options.allowFailed`', Type.Boolean({ description: 'Take a code of 400 or more as a result.' })),
  ),
  sslOptions: Type.Optional(deprecated('use `options.ssl`', ssl)),
};

const schema = Type.Object(httpProperties);

/** The rendered properties that every HTTP task has. */
export type HttpProperties = typeof schema.static;

/** The outputs that every HTTP task has. */
export const responseHeaders = Type.Record(Type.String(), Type.Array(Type.String()), {
  description: 'The headers of the answer: lists of values by lower-case name.',
});
