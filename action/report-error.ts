import { isAbsolute, relative } from 'node:path';
import * as core from '@actions/core';
import { GitphonyError } from '../src/contract/errors.ts';
import { escapeMarkdown } from '../src/github/summary/escape.ts';
import { workspaceOf } from './open-job.ts';
import { writeSummary } from './write-summary.ts';

/** An error before or outside of any execution: an annotation at its place, a line in the summary, a failed step. */
export async function reportError(error: unknown, mask: (text: string) => string): Promise<void> {
  process.exitCode = core.ExitCode.Failure;
  if (!(error instanceof GitphonyError)) {
    core.error(mask(error instanceof Error ? (error.stack ?? error.message) : String(error)), {
      title: 'Gitphony: a defect, please report it',
    });
    return;
  }
  const { file, position } = error.where;
  const text = mask(error.hint === undefined ? error.message : `${error.message}\nhint: ${error.hint}`);
  core.error(text, {
    title: `Gitphony: ${error.code}`,
    ...(file === undefined ? {} : { file: inRepository(file) }),
    ...(position === undefined ? {} : { startLine: position.line, startColumn: position.column }),
  });
  await writeSummary(`❌ ${escapeMarkdown(text)}\n`);
}

/** GitHub finds a file by its path from the repository's root. */
function inRepository(file: string): string {
  return isAbsolute(file) ? relative(workspaceOf(process.env), file) : file;
}
