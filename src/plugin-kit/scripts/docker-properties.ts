import { durationText, fixed, type TObject, Type } from '../../contract/schema.ts';

const SOCKET_WARNING =
  'whoever has the socket of the engine is root on its machine: mount it only for commands that you trust with that';

/** Part of what a container gets, alike in a task runner and in the deprecated `docker` of a script task. */
export const containerProperties = {
  host: Type.Optional(
    Type.String({
      description:
        'Address of the engine: `unix:///path`, `tcp://host:port`, `ssh://user@host`. Default: what the `docker` command uses (DOCKER_HOST, its context).',
      pattern: '^(unix|tcp|ssh|http|https|npipe)://\\S+$|^$',
    }),
  ),
  config: Type.Optional(
    Type.Union([Type.String(), Type.Record(Type.String(), Type.Unknown())], {
      description: 'Content of a Docker configuration file (`{"auths": …}`), as text or map, for pulling the image.',
      'x-secret': true,
    }),
  ),
  user: Type.Optional(
    Type.String({ description: 'User in the container: `name`, `uid` or `uid:gid`. Default: the image’s.' }),
  ),
  entryPoint: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Entry point in place of the image’s; `[""]` takes the image’s away. Default: the image’s.',
    }),
  ),
  extraHosts: Type.Optional(
    Type.Array(Type.String({ pattern: '^[^:\\s]+:\\S+$' }), {
      description: 'Lines for the hosts file of the container: `name:address`; `host-gateway` is the engine’s machine.',
    }),
  ),
  networkMode: Type.Optional(
    Type.String({
      description: 'Network of the container: `bridge` (the engine’s default), `none`, `host`, or a network’s name.',
      'x-warning': {
        pattern: '^host$',
        text: 'the container shares the network of the machine, and reaches everything that listens there on loopback',
      },
    }),
  ),
  pullPolicy: Type.Optional(
    Type.Union([Type.Literal('ALWAYS'), Type.Literal('IF_NOT_PRESENT'), Type.Literal('NEVER')], {
      description: 'When to fetch the image from its registry.',
      default: 'IF_NOT_PRESENT',
    }),
  ),
  volumes: Type.Optional(
    Type.Array(
      Type.String({
        // A source (an absolute path, or the name of a volume), an absolute target, options.
        pattern: '^(/[^:]*|[A-Za-z0-9][A-Za-z0-9_.-]*):/[^:]*(:[A-Za-z,]+)?$',
        'x-warning': { pattern: '(docker|containerd|podman)\\.sock(:|$)', text: SOCKET_WARNING },
      }),
      {
        description:
          'Folders of the engine’s machine, or volumes by name, for the container: `/source:/target`, `/source:/target:ro`, `name:/target`.',
      },
    ),
  ),
  deviceRequests: Type.Optional(
    Type.Array(
      Type.Object(
        {
          driver: Type.Optional(Type.String({ description: 'Driver, e.g. `nvidia`.' })),
          count: Type.Optional(Type.Integer({ description: 'How many devices; -1 for all.' })),
          deviceIds: Type.Optional(Type.Array(Type.String(), { description: 'Devices by id, in place of a count.' })),
          capabilities: Type.Optional(
            Type.Array(Type.Array(Type.String()), { description: 'What they must be able to do, e.g. `[[gpu]]`.' }),
          ),
          options: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Options of the driver.' })),
        },
        { additionalProperties: false },
      ),
      { description: 'Devices such as GPUs, as the engine’s API names them.' },
    ),
  ),
  cpu: Type.Optional(
    Type.Object(
      { cpus: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'How many CPUs, e.g. `0.5`.' })) },
      { additionalProperties: false, description: 'Limits of computing time.' },
    ),
  ),
  memory: Type.Optional(
    Type.Object(
      {
        memory: Type.Optional(
          Type.String({ description: 'At most this much memory, e.g. `512MB`; the engine takes no less than 6 MB.' }),
        ),
        memorySwap: Type.Optional(
          Type.String({ description: 'Memory and swap together, e.g. `1GB`; `-1` for as much swap as there is.' }),
        ),
        memorySwappiness: Type.Optional(
          Type.Union([Type.Integer({ minimum: 0, maximum: 100 }), Type.String({ pattern: '^(100|[0-9]{1,2})$' })], {
            description: 'How readily memory is swapped out, in percent.',
          }),
        ),
        memoryReservation: Type.Optional(
          Type.String({ description: 'The limit where the machine runs short of memory, e.g. `256MB`.' }),
        ),
        oomKillDisable: Type.Optional(
          Type.Boolean({ description: 'Do not kill the container where it runs out of memory; only with `memory`.' }),
        ),
      },
      {
        additionalProperties: false,
        description: 'Limits of memory. Sizes: a number with `B`, `KB`, `MB` or `GB` (1024 each).',
      },
    ),
  ),
  shmSize: Type.Optional(
    Type.String({ description: 'Size of `/dev/shm`, e.g. `128MB`. Default: the engine’s, 64 MB.' }),
  ),
};

/** What only the task runner knows. */
export const dockerRunnerProperties = Type.Object({
  ...containerProperties,
  credentials: Type.Optional(
    Type.Object(
      {
        registry: Type.Optional(
          Type.String({ description: 'The registry, e.g. `ghcr.io`. Default: the image’s own.' }),
        ),
        username: Type.Optional(Type.String()),
        password: Type.Optional(Type.String({ 'x-secret': true })),
        auth: Type.Optional(Type.String({ description: '`username:password` in base64.', 'x-secret': true })),
        registryToken: Type.Optional(Type.String({ 'x-secret': true })),
        identityToken: Type.Optional(Type.String({ 'x-secret': true })),
      },
      {
        additionalProperties: false,
        description: 'How to log in to a private registry. Stands in no command line and no log.',
      },
    ),
  ),
  portBindings: Type.Optional(
    Type.Array(Type.String(), { description: 'Ports to publish: `8080:80`, `127.0.0.1:8080:80/tcp`.' }),
  ),
  privileged: Type.Optional(
    Type.Boolean({
      description: 'Give the container all rights over the machine.',
      default: false,
      'x-warning': { pattern: '^true$', text: 'a privileged container is root on the machine of the engine' },
    }),
  ),
  platform: Type.Optional(
    Type.String({ description: 'Platform of the image, e.g. `linux/arm64`. Default: the engine’s.' }),
  ),
  fileHandlingStrategy: Type.Optional(
    Type.Union([Type.Literal('MOUNT'), Type.Literal('VOLUME')], {
      description:
        'How the container gets the working directory. `MOUNT`: it is mounted; the engine must see this machine’s files. `VOLUME`: it is ' +
        'copied into the container, and back at the end. Default: MOUNT, and VOLUME where the engine does not see the folder.',
    }),
  ),
  delete: Type.Optional(Type.Boolean({ description: 'Remove the container when it has ended.', default: true })),
  wait: Type.Optional(
    fixed(
      Type.Literal(true, {
        description: 'A task is its container: not waiting for the end is not supported.',
        default: true,
      }),
    ),
  ),
  killGracePeriod: Type.Optional(
    durationText({
      description: 'How long a container has between SIGTERM and SIGKILL when its task is killed or times out.',
      default: 'PT5S',
    }),
  ),
});

/** The deprecated `docker` of a script task: the image, and what the runner takes too. */
export const deprecatedDockerOptions: TObject = Type.Object(
  { image: Type.Optional(Type.String({ description: 'Use `containerImage`.', minLength: 1 })), ...containerProperties },
  { additionalProperties: false, description: 'Settings of the container.' },
);

/** The rendered properties of the runner. */
export type DockerProperties = typeof dockerRunnerProperties.static;
