import { type Static, Type } from '../../contract/schema.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));
const secret = (description: string) => Type.Optional(Type.String({ description, 'x-secret': true }));
const flag = (description: string, preset: boolean) => Type.Optional(Type.Boolean({ description, default: preset }));

/** What Clone takes. */
export const cloneProperties = Type.Object({
  url: Type.String({
    description:
      'The repository: `https://host/owner/repository`, `ssh://git@host/path` or `git@host:owner/repository`.',
  }),
  directory: text('The folder that takes it, below the working directory. Default: the working directory itself.'),
  branch: text('The branch, or a tag, that is checked out. Default: the branch that the repository names.'),
  tag: text('A tag to check out instead, with its history.'),
  commit: text('A commit to check out instead, with its history; the first digits of its SHA will do.'),
  depth: Type.Optional(
    Type.Integer({
      minimum: 1,
      default: 1,
      description: 'How many commits of the branch’s history come along; without effect for `tag` and `commit`.',
    }),
  ),
  cloneAllBranches: flag('Bring the other branches along.', true),
  noTags: flag('Leave the tags out.', false),
  cloneSubmodules: Type.Optional(Type.Boolean({ description: 'Bring the submodules along.', default: false })),
  username: text('The user’s name, for `http`; default `git`, which does where the password is a token.'),
  password: secret('The password or token: a secret. It goes to the host of `url` only.'),
  privateKey: secret('The private key, for SSH: a secret.'),
  passphrase: secret('The passphrase of `privateKey`: a secret.'),
  trustedCaPemPath: text('A file with certificates (PEM) to trust besides the well-known ones.'),
  noProxy: flag('Use no proxy, whatever the environment says.', false),
  readTimeout: Type.Optional(
    Type.Integer({
      minimum: 1,
      default: 60_000,
      description: 'Milliseconds after which a transfer that stands still is given up (rounded up to seconds).',
    }),
  ),
  connectTimeout: Type.Optional(
    Type.Integer({ description: 'Without effect: git waits as long as the machine’s network does.', default: 10_000 }),
  ),
  gitConfig: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description:
        'Settings of the new repository, such as `core.fileMode: false`, made before its files are checked out. A list is several values of ' +
        'one name; null or an empty text takes a setting away.',
    }),
  ),
  cache: flag('Without effect: a shallow clone costs about what a cache would.', false),
  cacheTtl: Type.Optional(
    Type.Unsafe<string>({ type: 'string', format: 'duration', description: 'Without effect, as `cache` is.' }),
  ),
});

/** {@link cloneProperties} after rendering. */
export type CloneProperties = Static<typeof cloneProperties>;
