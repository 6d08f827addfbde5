import { Type } from '../../../contract/schema.ts';

/** The properties of the SSH runner. */
export const sshProperties = Type.Object({
  host: Type.String({
    description: 'Name or address of the host, or a `Host` of the ssh configuration of the machine that runs the flow.',
    pattern: '^[^-\\s][^\\s]*$',
  }),
  port: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 65_535, description: 'Default: that of the ssh configuration, else 22.' }),
  ),
  username: Type.Optional(
    Type.String({
      description: 'The remote user. Default: that of the ssh configuration, else the local user’s name.',
      pattern: '^[^-\\s][^\\s]*$',
    }),
  ),
  privateKey: Type.Optional(
    Type.String({
      description:
        "The private key, without passphrase: `{{ secret('SSH_KEY') }}`. It stands in a file of mode 0600 while ssh needs it. Default: " +
        'ssh-agent and the keys of the user. Passwords are not used.',
    }),
  ),
  hostKey: Type.Optional(
    Type.String({
      description:
        'The host’s public key as `ssh-ed25519 AAAA…`, or lines of ssh-keyscan or known_hosts. Default: known_hosts of the user and the machine.',
    }),
  ),
  hostKeyChecking: Type.Optional(
    Type.Union([Type.Literal('STRICT'), Type.Literal('ACCEPT_NEW'), Type.Literal('NONE')], {
      description:
        'STRICT: a host whose key is not known is refused. ACCEPT_NEW: an unknown one is taken and remembered, a changed one refused. ' +
        'NONE: anybody may pose as the host.',
      default: 'STRICT',
    }),
  ),
  remoteDirectory: Type.Optional(
    Type.String({
      description: 'The folder in which the task’s own one is made, and removed.',
      default: '/tmp',
      pattern: '^/',
    }),
  ),
  connectTimeout: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 600, description: 'Seconds to wait for a connection.', default: 15 }),
  ),
});

/** The rendered properties of the SSH runner. */
export type SshProperties = typeof sshProperties.static;
