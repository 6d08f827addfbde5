import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tempProject } from '../tests/support/temp-project.ts';
import { closingLine, countCheck, noTests, readReport } from './test-report.ts';

test('the closing line adds up checks and reports', async () => {
  const report = { numPassedTests: 40, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  const project = await tempProject({ 'unit.json': JSON.stringify(report) });
  const unit = await readReport('unit', project.path('unit.json'));
  expect(unit).toMatchObject({ passed: 40, failed: 1, skipped: 3 });
  expect(closingLine([countCheck('lint', true), countCheck('types', false), unit ?? noTests('unit')])).toBe(
    '41 passed, 2 failed',
  );
});

test('a report is read once', async () => {
  const project = await tempProject({ 'unit.json': '{}' });
  await readReport('unit', project.path('unit.json'));
  expect(existsSync(project.path('unit.json'))).toBe(false);
  expect(await readReport('unit', project.path('unit.json'))).toBeUndefined();
});
