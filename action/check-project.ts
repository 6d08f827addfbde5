import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { type CompileReport, compileProject, planFlow, workflowNeeds } from '../generator/index.ts';
import { GitphonyError } from '../src/contract/errors.ts';
import type { Problem } from '../src/contract/source.ts';
import { COMPILED_ARTIFACT, COMPILED_FILE, printCompiledFiles } from '../src/github/deploy/compiled-files.ts';
import { escapeMarkdown } from '../src/github/summary/escape.ts';
import { uploadArtifact } from '../src/github/upload-artifact.ts';
import { openProject, type Project } from '../src/project/project.ts';
import { type ProjectFlows, readProjectFlows } from '../src/project/read-flows.ts';
import { deployTarget } from './deploy-target.ts';
import { type Environment, workspaceOf } from './open-job.ts';
import { writeSummary } from './write-summary.ts';

/**
 * Mode `check`: validates every flow and compares the workflows with what they say. Needs no token and no secret. Fails with
 * FLOWS_INVALID, or WORKFLOWS_DRIFT where nobody else commits the difference.
 */
export async function checkProject(environment: Environment): Promise<void> {
  const project = await openProject(workspaceOf(environment));
  const read = await readProjectFlows(project);
  const report = await compileProject({
    root: project.repository,
    flows: read.flows,
    called: read.subflows,
    config: project.config,
    registry: project.registry,
    check: true,
  });
  const problems = [...read.parsed.flatMap((flow) => flow.problems), ...read.duplicates, ...report.problems];
  annotate(problems);
  await writeSummary(await summaryOf(project, read, report, problems));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    throw new GitphonyError(
      'FLOWS_INVALID',
      `expected valid flows, found ${errors} ${errors === 1 ? 'error' : 'errors'}: see the annotations`,
      {
        hint: 'see them on your machine by: gitphony validate && gitphony compile',
      },
    );
  }
  if (!report.drift) return;
  const { files } = report;
  if (project.config.deploy === 'commit' && (await deployTarget(environment)) !== undefined) {
    const folder = join(environment['RUNNER_TEMP'] ?? project.root, 'gitphony-compiled');
    await mkdir(folder, { recursive: true });
    const file = join(folder, COMPILED_FILE);
    await writeFile(file, printCompiledFiles(new Map(files.map(({ path, text }) => [path, text]))));
    await uploadArtifact(`${COMPILED_ARTIFACT}-${environment['GITHUB_RUN_ATTEMPT'] ?? '1'}`, [file], folder);
    core.setOutput('compiled', 'true');
    core.info(`compiled: ${files.length} files, committed by the job after this one`);
    return;
  }
  throw new GitphonyError(
    'WORKFLOWS_DRIFT',
    `the workflows are not what the flows say: ${files.map(({ path }) => path).join(', ')}`,
    {
      hint: 'run this and commit: gitphony compile',
    },
  );
}

function annotate(problems: readonly Problem[]): void {
  for (const { severity, message, hint, file, range } of problems) {
    const text = hint === undefined ? message : `${message}\nhint: ${hint}`;
    const place = { file, startLine: range.start.line, startColumn: range.start.column, title: 'flow' };
    if (severity === 'error') core.error(text, place);
    else core.warning(text, place);
  }
}

const words = {
  unchanged: 'up to date',
  missing: 'new',
  stale: 'changes',
  edited: 'edited by hand: compile puts it back',
  orphan: 'goes: its flow is gone',
  refused: 'not written: see the problems',
} as const;

/** What changes and what it needs, for a pull request's comment as well. */
async function summaryOf(
  project: Project,
  { flows, subflows, parsed }: ProjectFlows,
  report: CompileReport,
  problems: readonly Problem[],
): Promise<string> {
  const lines = [
    `## ${parsed.length} flows, ${problems.length} problems, ${report.drift ? 'the workflows change' : 'no workflow changes'}`,
    '',
  ];
  const changed = report.workflows.filter(({ status }) => status !== 'unchanged');
  if (changed.length > 0) {
    lines.push('| workflow | from | |', '|---|---|---|');
    for (const { path, source, status } of changed) {
      lines.push(`| ${escapeMarkdown(path)} | ${escapeMarkdown(source)} | ${words[status]} |`);
    }
    lines.push('');
  }
  const callable = [...flows.map(({ flow }) => flow), ...subflows];
  const sources = new Set(changed.map(({ source }) => source));
  for (const { flow, context } of flows.filter((each) => sources.has(each.flow.file) && !each.flow.disabled)) {
    const { workflow } = await planFlow(flow, project.config, project.registry, context, { callable });
    const events = Object.keys(workflow.on).join(', ');
    const rights = Object.values(workflow.jobs).flatMap((job) =>
      Object.entries(job.permissions).map(([name, { level }]) => `${name}: ${level}`),
    );
    lines.push(
      `**${escapeMarkdown(workflow.name)}**: started by ${events}; may ${[...new Set(rights)].toSorted().join(', ')}`,
    );
    for (const { environment, secrets, variables } of workflowNeeds(workflow)) {
      const names = [
        ...secrets.map((name) => `secret ${name}`),
        ...variables.map((each) => `variable ${each.join(' or ')}`),
      ];
      lines.push(
        `- needs ${names.map((name) => escapeMarkdown(name)).join(', ')}${environment === undefined ? '' : ` of the environment ${escapeMarkdown(environment)}`}`,
      );
    }
    lines.push('');
  }
  if (report.drift && project.config.deploy !== 'commit')
    lines.push('Run this and commit what it writes: `gitphony compile`', '');
  return `${lines.join('\n')}\n`;
}
