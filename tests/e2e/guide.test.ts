import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GuideStage, setGuideStage } from '../support/guide-stage.ts';
import { differenceOf } from '../support/printed-text.ts';
import { runPage } from '../support/run-page.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** In the order of reading: a chapter goes on in the folders of those before it. */
const chapters = ['1-concepts', '2-local-build', '3-cloud-pivot', '4-automation'];
let stage: GuideStage;

beforeAll(async () => {
  stage = await setGuideStage();
});
afterAll(async () => {
  await stage.clear();
});

describe.sequential('the guide', () => {
  it.each(chapters)('every command of %s runs, and prints what the page says', async (chapter) => {
    const page = await readFile(join(projectRoot, 'docs', 'guide', `${chapter}.md`), 'utf8');
    const { home, env, change } = stage;
    const results = await runPage(page, { cwd: home, env, change, timeout: 240_000 });
    expect(results.length).toBeGreaterThan(5);
    for (const { line, commands, exitCode, ended, output, printed } of results) {
      expect(ended, `line ${line}: ${commands}\n${output}`).toBe(exitCode);
      if (printed === undefined) continue;
      expect(differenceOf(printed, output), `line ${line}: ${commands}`).toBeUndefined();
    }
  });

  it('ordered one run and one backfill on GitHub', () => {
    // Newest first, as GitHub lists them.
    expect(stage.github.state.runs.map(({ inputs }) => inputs)).toMatchObject([
      { _start: '2019-01-01', _end: '2021-12-31', _trigger: 'monthly' },
      { month: '2019-03' },
    ]);
  });
});
