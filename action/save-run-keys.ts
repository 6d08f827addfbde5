import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { environmentOnRef } from '../src/contract/branch-environments.ts';
import { environmentOf } from '../src/contract/environment-of.ts';
import { GitphonyError } from '../src/contract/errors.ts';
import { openGithub } from '../src/github/api/client.ts';
import { openStateBranch } from '../src/github/api/state-branch.ts';
import { downloadTexts } from '../src/github/download-artifacts.ts';
import type { KeyChange } from '../src/github/kv/branch-kv.ts';
import { type JobKeys, KEYS_ARTIFACT, KEYS_FILE, parseJobKeys } from '../src/github/kv/key-changes.ts';
import { saveKeys } from '../src/github/kv/save-keys.ts';
import { openVariableKeys, type VariableKeys } from '../src/github/kv/variables-kv.ts';
import { openJobGithub } from './open-job-github.ts';
import type { Job } from './open-job.ts';

/** Mode `keys`: saves what the jobs before this one wrote, as one commit or by variables. No task of a flow runs here. */
export async function saveRunKeys(job: Job): Promise<void> {
  const changes = mergeJobs(await readJobs(job));
  refuseOtherEnvironments(changes, job);
  if (changes.length === 0) {
    core.info('keys: none were written');
    return;
  }
  const { flow, project, run } = job;
  const github = await openJobGithub(job, 'save keys to the state branch', ['Contents: write']);
  const saved = await saveKeys(changes, {
    mode: project.config.kv,
    state: openStateBranch(github),
    variables: await openVariables(job),
    message: `keys of ${flow.namespace}.${flow.id}\n\nrun ${run.runId}`,
    notice: (text) => core.notice(text, { title: 'Gitphony: keys' }),
  });
  core.info(`keys: ${saved.branch} on the branch gitphony-state, ${saved.variables} as variables`);
}

/** The latest attempt of each job: a re-run writes anew. */
async function readJobs({ stateDirectory }: Job): Promise<readonly JobKeys[]> {
  const directory = join(stateDirectory, 'downloads');
  await mkdir(directory, { recursive: true });
  const latest = new Map<string, { readonly attempt: number; readonly keys: JobKeys }>();
  for (const { name, text } of await downloadTexts(KEYS_ARTIFACT, KEYS_FILE, directory)) {
    const at = name.lastIndexOf('.');
    const [stem, attempt] = [name.slice(0, at), Number(name.slice(at + 1))];
    if ((latest.get(stem)?.attempt ?? 0) < attempt) latest.set(stem, { attempt, keys: parseJobKeys(text, name) });
  }
  return [...latest.values()].map(({ keys }) => keys);
}

/** Legs in the order of their ticks, whichever ended first: the later tick has the last word on a key. */
function mergeJobs(jobs: readonly JobKeys[]): readonly KeyChange[] {
  const sorted = jobs.toSorted((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  const merged = new Map<string, KeyChange>();
  for (const change of sorted.flatMap(({ changes }) => changes)) {
    merged.set(`${change.namespace}\0${change.key}`, change);
  }
  return [...merged.values()];
}

/** Environments bound what a run may reach: a flow of one cannot plant keys for flows of another. */
function refuseOtherEnvironments(changes: readonly KeyChange[], { flow, project }: Job): void {
  const own = environmentOf(project.config, flow.namespace);
  const other = changes.find(({ namespace }) => environmentOf(project.config, namespace) !== own);
  if (other === undefined) return;
  throw new GitphonyError(
    'KEYS_OTHER_ENVIRONMENT',
    `expected keys of namespaces in the environment ${own ?? 'none'}, got one of ${other.namespace}, whose environment is ${environmentOf(project.config, other.namespace) ?? 'none'}: nothing was saved`,
    { hint: 'write the key from a flow of that environment, or give both the same in gitphony.yaml' },
  );
}

async function openVariables(job: Job): Promise<((namespace: string) => VariableKeys) | undefined> {
  const { project, environment } = job;
  const { kv } = project.config;
  if (kv === 'branch' || (kv === 'auto' && !environment['GITPHONY_TOKEN'])) return undefined;
  const { GITHUB_TOKEN: _job, GH_TOKEN: _gh, ...own } = environment;
  const permissions = ['Variables: write', 'Environments: write'] as const;
  const github = await openGithub({
    environment: own,
    directory: project.root,
    purpose: 'save keys as variables',
    permissions,
  });
  return (namespace) => {
    // With branches in gitphony.yaml a run of another branch writes into the environment of that branch.
    const name = environmentOnRef(project.config, namespace, environment['GITHUB_REF'] ?? '');
    return openVariableKeys(github, name === undefined ? {} : { environment: name });
  };
}
