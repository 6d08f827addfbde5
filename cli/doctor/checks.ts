import type { DoctorCheck } from './check.ts';
import { actionPinCheck } from './checks/action-pin.ts';
import { codeOwnersCheck } from './checks/code-owners.ts';
import { cronOwnersCheck } from './checks/cron-owners.ts';
import { dockerCheck } from './checks/docker.ts';
import { driftCheck } from './checks/drift.ts';
import { environmentsCheck } from './checks/environments.ts';
import { flowsCheck } from './checks/flows.ts';
import { gitCheck } from './checks/git.ts';
import { namesOnGithubCheck } from './checks/names-on-github.ts';
import { nodeCheck } from './checks/node.ts';
import { secretsHereCheck } from './checks/secrets-here.ts';
import { sixtyDaysCheck } from './checks/sixty-days.ts';
import { uvCheck } from './checks/uv.ts';
import { workflowsEnabledCheck } from './checks/workflows-enabled.ts';

/** Every check, in the order in which they are told. */
export const doctorChecks: readonly DoctorCheck[] = [
  nodeCheck,
  gitCheck,
  flowsCheck,
  driftCheck,
  dockerCheck,
  uvCheck,
  secretsHereCheck,
  workflowsEnabledCheck,
  sixtyDaysCheck,
  cronOwnersCheck,
  environmentsCheck,
  codeOwnersCheck,
  namesOnGithubCheck,
  actionPinCheck,
];
