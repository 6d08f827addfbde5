import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { GitphonyError } from '../src/contract/errors.ts';
import { openGithub } from '../src/github/api/client.ts';
import { commitCompiled } from '../src/github/deploy/commit-compiled.ts';
import { COMPILED_ARTIFACT, COMPILED_FILE, parseCompiledFiles } from '../src/github/deploy/compiled-files.ts';
import { downloadTexts } from '../src/github/download-artifacts.ts';
import { deployTarget } from './deploy-target.ts';
import { type Environment, workspaceOf } from './open-job.ts';
import { writeSummary } from './write-summary.ts';

/** Mode `commit`: commits what the check job compiled. It has a token that may write workflow files, so it compiles and runs nothing. */
export async function commitProject(environment: Environment): Promise<void> {
  const target = await deployTarget(environment);
  if (target === undefined) {
    throw new GitphonyError('DEPLOY_FORK', 'expected a branch of this repository, got a pull request of a fork', {
      hint: 'its author runs: gitphony compile',
    });
  }
  const folder = await mkdtemp(join(environment['RUNNER_TEMP'] ?? tmpdir(), 'gitphony-commit-'));
  const texts = await downloadTexts(COMPILED_ARTIFACT, COMPILED_FILE, folder);
  const [newest] = texts.toSorted((a, b) => attemptOf(b.name) - attemptOf(a.name));
  if (newest === undefined) {
    throw new GitphonyError('COMPILED_MISSING', 'expected compiled workflows from the job before, found none', {
      hint: 'run all jobs again',
    });
  }
  const { GITHUB_TOKEN: _job, GH_TOKEN: _gh, ...own } = environment;
  const github = await openGithub({
    environment: own,
    directory: workspaceOf(environment),
    purpose: 'commit compiled workflows',
    permissions: ['Contents: write', 'Workflows: write', 'Pull requests: write'],
  });
  const done = await commitCompiled(github, parseCompiledFiles(newest.text), target);
  const text = done.kind === 'committed' ? `committed: ${done.url}` : `the branch is protected: ${done.url}`;
  core.info(text);
  await writeSummary(`${text}\n`);
}

function attemptOf(name: string): number {
  return Number(name.slice(COMPILED_ARTIFACT.length + 1));
}
