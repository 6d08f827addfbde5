import * as core from '@actions/core';

/** Appends to the step's summary, where the runner has one: without it, a run is still a run. */
export async function writeSummary(markdown: string): Promise<void> {
  if (!process.env['GITHUB_STEP_SUMMARY'] || markdown === '') return;
  await core.summary.addRaw(markdown, true).write();
}
