import { Type } from '../../../contract/schema.ts';

/** How a connection is encrypted and what of the server's certificate is checked, by libpq's names. */
export type SslMode = 'DISABLE' | 'ALLOW' | 'PREFER' | 'REQUIRE' | 'VERIFY_CA' | 'VERIFY_FULL';

/** The properties by which every task of this family finds its server. */
export const connectionProperties = {
  url: Type.String({
    description:
      'Address of the database: `jdbc:postgresql://host:5432/database`. Several hosts, separated by commas, are tried in order. ' +
      'Parameters that count: `user`, `password`, `ssl`, `sslmode`, `currentSchema`, `ApplicationName`, `connectTimeout` (seconds, default 10), `options`.',
  }),
  username: Type.Optional(Type.String({ description: 'The database user.' })),
  password: Type.Optional(Type.String({ description: "The user's password.", 'x-secret': true })),
  ssl: Type.Optional(
    Type.Boolean({
      description: 'True: the same as `sslMode: VERIFY_FULL`, unless `sslMode` is given.',
      default: false,
    }),
  ),
  sslMode: Type.Optional(
    Type.Unsafe<SslMode>({
      type: 'string',
      enum: ['DISABLE', 'ALLOW', 'PREFER', 'REQUIRE', 'VERIFY_CA', 'VERIFY_FULL'],
      description:
        'DISABLE: never encrypted; ALLOW: only if the server insists; PREFER (default): if the server can; REQUIRE: always, ' +
        'no certificate checked; VERIFY_CA: its issuer is checked; VERIFY_FULL: its host name too.',
    }),
  ),
  sslRootCert: Type.Optional(
    Type.String({ description: 'PEM text of the certificates that are trusted. Default: those of the system.' }),
  ),
  sslCert: Type.Optional(Type.String({ description: "PEM text of the client's own certificate." })),
  sslKey: Type.Optional(Type.String({ description: "PEM text of the client's private key.", 'x-secret': true })),
  sslKeyPassword: Type.Optional(Type.String({ description: 'Password of an encrypted `sslKey`.', 'x-secret': true })),
};

/** Accepted so that flows of Kestra stay valid; each task run has a connection of its own. */
export const poolingProperties = {
  connectionPooling: Type.Optional(
    Type.Boolean({ description: 'Without effect: every task run opens a connection of its own and closes it.' }),
  ),
  connectionPoolSize: Type.Optional(Type.Integer({ description: 'Without effect, see `connectionPooling`.' })),
};

/** The session's time zone. */
export const timeZoneProperty = {
  timeZoneId: Type.Optional(
    Type.String({
      description:
        "Time zone of the session, by IANA's name (`Europe/Paris`): decides how `timestamptz` values are printed and what `now()::date` is. " +
        'Default `UTC` on every machine, so that a laptop and a runner answer alike.',
    }),
  ),
};

/** The connection properties after rendering. */
export interface ConnectionProperties {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly ssl?: boolean;
  readonly sslMode?: SslMode;
  readonly sslRootCert?: string;
  readonly sslCert?: string;
  readonly sslKey?: string;
  readonly sslKeyPassword?: string;
  readonly timeZoneId?: string;
}
