import type { DockerCli } from './docker-cli.ts';
import { engineError } from './engine-error.ts';
import { isOrphan, MACHINE_LABEL, OWNER_LABEL } from './owner-labels.ts';

/** Removes the containers that dead processes of this machine left on an engine; answers their ids. */
export async function sweepContainers(cli: DockerCli): Promise<readonly string[]> {
  const format = `{{.ID}}\t{{.Label "${OWNER_LABEL}"}}\t{{.Label "${MACHINE_LABEL}"}}`;
  const listed = await cli.ask(['ps', '--all', '--no-trunc', '--filter', `label=${OWNER_LABEL}`, '--format', format]);
  const orphans = listed
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([, owner = '', machine = '']) => isOrphan(owner, machine))
    .map(([id = '']) => id);
  await removeContainers(cli, orphans);
  return orphans;
}

/** Removes containers, running or not, with their anonymous volumes. One that is gone already is none to remove. */
export async function removeContainers(cli: DockerCli, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const { exitCode, stderr } = await cli.call(['rm', '--force', '--volumes', ...names]);
  const left = stderr
    .split('\n')
    .filter(
      (line) => line.trim() !== '' && !/no such container|removal of container .* is already in progress/iu.test(line),
    );
  if (exitCode !== 0 && left.length > 0) throw engineError(left.join('\n'), `could not remove ${names.join(', ')}`);
}
