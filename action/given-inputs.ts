import * as core from '@actions/core';
import type { TriggerRecord } from '../src/contract/events.ts';
import { resolveFileInputs } from '../src/github/file-inputs.ts';
import { resolveSecretInputs } from '../src/github/secret-inputs.ts';
import { isAddress } from '../src/util/object-address.ts';
import type { ValueMap } from '../src/util/values.ts';
import { type Job, workspaceOf } from './open-job.ts';

/** What the form gave, with secrets and files in the place of their names. */
export async function givenInputs(job: Job, trigger: TriggerRecord | undefined): Promise<ValueMap> {
  const { flow, request, environment } = job;
  const node = flow.triggers.find(({ id }) => id === trigger?.id);
  const withSecrets = resolveSecretInputs(flow, request.inputs, {
    environment,
    setByTrigger: new Set(Object.keys(node?.inputs ?? {})),
    mask: (text) => core.setSecret(text),
  });
  const addresses = job.project.registry.addresses();
  return resolveFileInputs(flow, withSecrets, workspaceOf(environment), (text) => isAddress(text, addresses));
}
