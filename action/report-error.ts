import * as core from '@actions/core';
import { GitphonyError } from '../src/contract/errors.ts';
import { escapeMarkdown } from '../src/github/summary/escape.ts';

/** An error before any execution began: an annotation at its place, a line in the summary, a failed step. */
export async function reportError(error: unknown): Promise<void> {
  process.exitCode = core.ExitCode.Failure;
  if (!(error instanceof GitphonyError)) {
    core.error(error instanceof Error ? (error.stack ?? error.message) : String(error), {
      title: 'Gitphony: a defect, please report it',
    });
    return;
  }
  const { file, position } = error.where;
  const text = error.hint === undefined ? error.message : `${error.message}\nhint: ${error.hint}`;
  core.error(text, {
    title: `Gitphony: ${error.code}`,
    ...(file === undefined ? {} : { file }),
    ...(position === undefined ? {} : { startLine: position.line, startColumn: position.column }),
  });
  await core.summary.addRaw(`❌ ${escapeMarkdown(text)}`, true).write();
}
