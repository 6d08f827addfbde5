import { GitphonyError } from '../../../../contract/errors.ts';
import type { DockerCli } from './docker-cli.ts';

/** Why no engine is to be had, in a few words; undefined where one answers. */
export async function whyUnavailable(cli: DockerCli): Promise<string | undefined> {
  try {
    await cli.ask(['version', '--format', '{{.Server.Version}}']);
    return undefined;
  } catch (error) {
    if (error instanceof GitphonyError) return error.message.split(':')[0];
    throw error;
  }
}
