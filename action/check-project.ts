import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import {
  compareFlows,
  type CompileReport,
  compileProject,
  type PlannedState,
  planProject,
  type ProjectChange,
} from '../generator/index.ts';
import { GitphonyError } from '../src/contract/errors.ts';
import type { Problem } from '../src/contract/source.ts';
import { COMPILED_ARTIFACT, COMPILED_FILE, printCompiledFiles } from '../src/github/deploy/compiled-files.ts';
import { uploadArtifact } from '../src/github/upload-artifact.ts';
import { findRenames } from '../src/project/flow-identity.ts';
import { openProject, type Project } from '../src/project/project.ts';
import { type ProjectFlows, readProjectFlows } from '../src/project/read-flows.ts';
import { BASE, openBaseProject } from './base-project.ts';
import { costSection } from './cost-section.ts';
import { printDeploySummary } from './deploy-summary.ts';
import { deployTarget } from './deploy-target.ts';
import { type Environment, workspaceOf } from './open-job.ts';
import { writeSummary } from './write-summary.ts';

/** The one command that brings the workflows back to what the flows say. */
const command = 'gitphony compile';

/**
 * Mode `check`: validates every flow, compares the workflows with what they say, and tells what changes against the base. Needs no token
 * and no secret. Fails with FLOWS_INVALID, or WORKFLOWS_DRIFT where nobody else commits the difference.
 */
export async function checkProject(environment: Environment): Promise<void> {
  const project = await openProject(workspaceOf(environment));
  const read = await readProjectFlows(project);
  const report = await compileProject({ ...planned(project, read), root: project.repository, check: true });
  const base = await findBase(project, environment);
  const renames = base === undefined ? [] : await findRenames(project, BASE, read.parsed);
  const problems = [
    ...read.parsed.flatMap((flow) => flow.problems),
    ...read.duplicates,
    ...renames,
    ...report.problems,
  ];
  annotate(problems);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const isCommitted = project.config.deploy === 'commit' && (await deployTarget(environment)) !== undefined;
  const summary = printDeploySummary({
    compared:
      base === undefined ? 'There is no commit before to compare with: what follows is what is not committed yet.' : '',
    change: await changeOf(project, read, report, base),
    report,
    flows: read.parsed.length,
    errors,
    command: report.drift && !isCommitted ? command : undefined,
    cost: await costSection(planned(project, read), Date.now()),
  });
  await writeSummary(summary);
  if (errors > 0) {
    throw new GitphonyError(
      'FLOWS_INVALID',
      `expected valid flows, found ${errors} ${errors === 1 ? 'error' : 'errors'}: see the annotations`,
      { hint: `see them on your machine by: gitphony validate && ${command}` },
    );
  }
  if (!report.drift) return;
  if (isCommitted) return handOn(report, project, environment);
  throw new GitphonyError(
    'WORKFLOWS_DRIFT',
    `the workflows are not what the flows say: ${report.files.map(({ path }) => path).join(', ')}`,
    { hint: `run this and commit: ${command}` },
  );
}

function planned({ config, registry }: Project, { flows, subflows }: ProjectFlows) {
  return { flows, called: subflows, config, registry };
}

/** A base that this version cannot read is no reason to fail: it is what the change may mend. */
async function findBase(project: Project, environment: Environment): Promise<PlannedState | undefined> {
  try {
    const base = await openBaseProject(project, environment);
    return base === undefined ? undefined : await stateOf(base, await readProjectFlows(base));
  } catch (error) {
    if (!(error instanceof GitphonyError)) throw error;
    core.warning(`the commit before cannot be compared with: ${error.message}`);
    return undefined;
  }
}

async function stateOf(project: Project, read: ProjectFlows): Promise<PlannedState> {
  return { flows: await planProject(planned(project, read)), config: project.config };
}

/** Without a base, what is committed as the flows say it counts as known. */
async function changeOf(
  project: Project,
  read: ProjectFlows,
  { workflows }: CompileReport,
  base: PlannedState | undefined,
): Promise<ProjectChange> {
  const after = await stateOf(project, read);
  const settled = new Set(workflows.filter(({ status }) => status === 'unchanged').map(({ path }) => path));
  const before = base ?? { ...after, flows: after.flows.filter(({ plan }) => settled.has(plan.target)) };
  return compareFlows(before, after);
}

async function handOn({ files }: CompileReport, project: Project, environment: Environment): Promise<void> {
  const folder = join(environment['RUNNER_TEMP'] ?? project.root, 'gitphony-compiled');
  await mkdir(folder, { recursive: true });
  const file = join(folder, COMPILED_FILE);
  await writeFile(file, printCompiledFiles(new Map(files.map(({ path, text }) => [path, text]))));
  await uploadArtifact(`${COMPILED_ARTIFACT}-${environment['GITHUB_RUN_ATTEMPT'] ?? '1'}`, [file], folder);
  core.setOutput('compiled', 'true');
  core.info(`compiled: ${files.length} files, committed by the job after this one`);
}

function annotate(problems: readonly Problem[]): void {
  for (const { severity, message, hint, file, range } of problems) {
    const text = hint === undefined ? message : `${message}\nhint: ${hint}`;
    const place = { file, startLine: range.start.line, startColumn: range.start.column, title: 'flow' };
    if (severity === 'error') core.error(text, place);
    else core.warning(text, place);
  }
}
