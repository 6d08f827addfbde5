import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { allowedFindings } from '../../generator/allowed-findings.ts';
import { projectRoot } from '../support/tool-paths.ts';
import { describeFinding, lintWorkflows, withoutAllowed } from './lint-workflows.ts';

/** The compiled workflows and our own CI; the generator's goldens are linted beside the test that makes them. */
const files = globSync('.github/workflows/*.{yml,yaml}', { cwd: projectRoot, dot: true });

test('no workflow of this repository has a finding but the allowed ones', async () => {
  expect(files).toContain('.github/workflows/ci.yml');
  const findings = withoutAllowed(await lintWorkflows(files), allowedFindings);
  expect(findings.map(describeFinding)).toEqual([]);
});
