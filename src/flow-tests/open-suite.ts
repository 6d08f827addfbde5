import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { GitphonyError } from '../contract/errors.ts';
import type { Problem } from '../contract/source.ts';
import { readValidFlow } from '../project/call-flow.ts';
import { projectPath } from '../project/flow-files.ts';
import { openProject } from '../project/project.ts';
import { CONFIG_FILE } from '../project/config.ts';
import { findProjectRoot } from '../project/project-root.ts';
import { checkSuite } from './check-suite.ts';
import { type ParsedSuite, parseSuite } from './parse-suite.ts';
import type { FlowUnderTest } from './run-case.ts';
import type { TestSuite } from './suite.ts';

/** A suite file as far as it can be read; `ready` where it can be run. */
export interface OpenedSuite {
  readonly problems: readonly Problem[];
  readonly text: string;
  readonly ready?: { readonly suite: TestSuite; readonly under: FlowUnderTest };
}

/** Reads a suite with its flow and holds them against each other. */
export async function openSuite(file: string): Promise<OpenedSuite> {
  const project = await openProject(suiteHome(file));
  const parsed = await parseSuite({ file: projectPath(project.repository, file), bytes: await readFile(file) });
  const { suite, text, problems } = parsed;
  if (suite === undefined) return { problems, text };
  try {
    const source = await readValidFlow(project, `${suite.namespace}.${suite.flowId}`);
    const all = [...problems, ...checkSuite(parsed, suite, source.flow)];
    if (all.length > problems.length) return { problems: all, text };
    return { problems, text, ready: { suite, under: { project, source, folder: dirname(file) } } };
  } catch (error) {
    if (!(error instanceof GitphonyError)) throw error;
    return { problems: [...problems, flowProblem(parsed, error)], text };
  }
}

/** Where to look for the suite's project: `tests/flows/` holds suites, so `tests/` is no project by it. */
function suiteHome(file: string): string {
  const root = findProjectRoot(file);
  const holdsSuites = basename(root) === 'tests' && file.startsWith(join(root, 'flows') + sep);
  return holdsSuites && !existsSync(join(root, CONFIG_FILE)) ? dirname(root) : file;
}

function flowProblem({ report }: ParsedSuite, error: GitphonyError): Problem {
  const { file, position } = error.where;
  const place = file === undefined ? '' : ` (${[file, position?.line, position?.column].filter(Boolean).join(':')})`;
  const rule = error.code.toLowerCase().replaceAll('_', '-');
  return report({ rule, message: `${error.message}${place}`, hint: error.hint }, ['flowId']);
}
