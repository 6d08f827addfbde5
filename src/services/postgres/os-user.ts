import { GitphonyError } from '../../contract/errors.ts';

/** The operating-system user that the server runs as. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

/** The name that PostgreSQL's own packages use on every system. */
const NAME = 'postgres';

/** Shadow utilities first, then BusyBox. */
const CREATE = [
  [
    ['groupadd', '--system', NAME],
    ['useradd', '--system', '--gid', NAME, '--no-create-home', '--shell', '/bin/false', NAME],
  ],
  [
    ['addgroup', '-S', NAME],
    ['adduser', '-S', '-D', '-H', '-G', NAME, '-s', '/bin/false', NAME],
  ],
] as const;

async function lookUp(): Promise<OsUser | undefined> {
  const { execa } = await import('execa');
  const ask = async (flag: string): Promise<number> =>
    Number((await execa('id', [flag, NAME], { reject: false })).stdout || Number.NaN);
  const [uid, gid] = await Promise.all([ask('-u'), ask('-g')]);
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : undefined;
}

/**
 * The user to run the server as: undefined (ourselves) but for root, as PostgreSQL refuses to run as root
 * (https://www.postgresql.org/docs/current/app-postgres.html). Then it is `postgres`, made if it does not exist.
 *
 * @throws GitphonyError POSTGRES_NO_USER if it cannot be made.
 */
export async function serverUser(): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const known = await lookUp();
  if (known !== undefined) return known;
  const { execa } = await import('execa');
  const said: string[] = [];
  for (const commands of CREATE) {
    for (const [command, ...args] of commands) {
      const { failed, stderr, shortMessage } = await execa(command, args, { reject: false });
      if (failed) said.push(stderr || shortMessage || command);
    }
    const made = await lookUp();
    if (made !== undefined) return made;
  }
  throw new GitphonyError(
    'POSTGRES_NO_USER',
    `PostgreSQL refuses to run as root, and a user "${NAME}" to run it as could not be made: ${said.join('; ')}`,
    { hint: `Make the user (useradd --system ${NAME}), or run gitphony as an ordinary user.` },
  );
}
