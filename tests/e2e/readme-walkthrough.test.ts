import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { differenceOf } from '../support/printed-text.ts';
import { makePushRemote } from '../support/push-remote.ts';
import { runPage, type StepResult } from '../support/run-page.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** The README's way from an empty folder to a flow on GitHub: each command is run, each output compared. */
let home = '';
let github: GitHubApi;
let results: readonly StepResult[] = [];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gitphony-walk-'));
  github = await startGitHubApi({ repository: 'you/orders' });
  await makePushRemote(home, 'you/orders');
  const readme = await readFile(join(projectRoot, 'README.md'), 'utf8');
  const section = /<!-- begin walk-through[^\n]*-->\n(.*)<!-- end walk-through -->/s.exec(readme)?.[1] ?? '';
  results = await runPage(section, {
    cwd: home,
    env: { HOME: home, GITHUB_API_URL: github.url, GITPHONY_TOKEN: 'github_pat_all' },
    change: (text) => text.replaceAll('2026-11-30', new Date().toISOString().slice(0, 10)),
    timeout: 120_000,
  });
});

afterAll(async () => {
  await github.close();
  await rm(home, { recursive: true, force: true });
});

describe('control plane 1: deploy by commit — from an empty folder to a scheduled, backfilled flow', () => {
  test('every command of the README runs and prints what stands there', () => {
    expect(results.length).toBeGreaterThan(6);
    for (const { line, commands, exitCode, ended, output, printed } of results) {
      expect(ended, `line ${line} of the section: ${commands}\n${output}`).toBe(exitCode);
      expect(differenceOf(printed ?? '', output), `line ${line} of the section: ${commands}`).toBeUndefined();
    }
  });

  test('on GitHub there is the schedule, a run, a backfill, and a trial of a branch', () => {
    expect(github.state.file('.github/workflows/shop.orders.yml')).toMatch(
      /cron: "0 6 \* \* \*"\n +timezone: Europe\/Berlin\n/,
    );
    expect(github.state.file('.github/workflows/shop.weekly.yml')).toBeUndefined();
    // Newest first, as GitHub lists them.
    expect(github.state.runs.map(({ headBranch, inputs }) => [headBranch, inputs])).toEqual([
      ['feature/weekly', { _flow: 'shop.weekly' }],
      ['main', expect.objectContaining({ _start: '2024-12-01', _end: '2024-12-31', _trigger: 'nightly' })],
      ['main', {}],
    ]);
  });
});
