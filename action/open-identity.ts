import type { EngineHost } from '../src/contract/engine-host.ts';
import { cloudsOf } from '../src/contract/clouds-of.ts';
import { requestIdentityToken, takeIdentityRequest } from '../src/github/identity-token.ts';
import type { Project } from '../src/project/project.ts';

/** Once in a process: from then on it is in this memory only. */
const request = takeIdentityRequest(process.env);

/** The job's own token as a login: for the clouds that `gitphony.yaml` names for the namespace whose task asks. */
export function openIdentity({ project }: { readonly project: Project }): NonNullable<EngineHost['identity']> {
  return (namespace) => ({
    clouds: cloudsOf(project.config, namespace),
    token: (audience) => requestIdentityToken(audience, request),
  });
}
