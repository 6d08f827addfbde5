import { quote } from '../../../plugin-kit/scripts/shell-command.ts';

/** What a remote host is to run. */
export interface RemoteCommand {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Folders and files on the remote host, below the task run's own folder. */
export interface RemotePlaces {
  readonly base: string;
  /** The working directory. */
  readonly work: string;
  readonly script: string;
  /** Gets the exit code. Without it, the connection broke. */
  readonly exit: string;
}

/** Seconds between SIGTERM and SIGKILL. */
export const REMOTE_GRACE_S = 5;

/**
 * The script that runs a command on the remote host. It is uploaded, so variables stand in a file of mode 0600 and never in a
 * list of processes. A watcher reads standard input: when that ends (the task was stopped, or this process died), it ends the
 * process group and removes the folder, whether or not anybody is there to ask for it.
 */
export function remoteScript({ base, work, exit }: RemotePlaces, { argv, environment }: RemoteCommand): string {
  const variables = Object.entries(environment)
    .filter(([name]) => /^[A-Za-z_]\w*$/u.test(name))
    .map(([name, value]) => `export ${name}=${quote(value)}`);
  return `exec 3<&0 </dev/null
(
  trap '' TERM HUP INT
  cat <&3 >/dev/null
  : > ${quote(`${base}/stopped`)}
  kill -TERM -$$
  left=${REMOTE_GRACE_S}0
  while [ $left -gt 0 ] && kill -0 $$; do sleep 0.1; left=$((left - 1)); done
  rm -rf ${quote(base)}
  kill -KILL -$$
) >/dev/null 2>&1 &
watcher=$!
(
  exec 3<&-
  cd ${quote(work)} || exit 126
${variables.map((line) => `  ${line}`).join('\n')}
  exec ${argv.map(quote).join(' ')}
) &
child=$!
exec 3<&-
trap : TERM
wait $child
code=$?
while kill -0 $child 2>/dev/null; do wait $child; code=$?; done
[ -e ${quote(`${base}/stopped`)} ] && exit $code
kill -KILL $watcher
printf '%s' $code > ${quote(exit)}
kill -TERM -$$
exit $code
`;
}
