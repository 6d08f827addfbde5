import type { EngineHost } from '../src/contract/engine-host.ts';
import { cloudsOf } from '../src/contract/clouds-of.ts';
import { requestIdentityToken } from '../src/github/identity-token.ts';
import type { Job } from './open-job.ts';

/** The job's own token as a login: for the clouds that `gitphony.yaml` names for the namespace whose task asks. */
export function openIdentity({
  project,
  environment,
}: Pick<Job, 'project' | 'environment'>): NonNullable<EngineHost['identity']> {
  return (namespace) => ({
    clouds: cloudsOf(project.config, namespace),
    token: (audience) => requestIdentityToken(audience, environment),
  });
}
