import { expect, test } from 'vitest';
import { allowedFindings } from '../../generator/allowed-findings.ts';
import { tempProject } from '../support/temp-project.ts';
import { isAllowedBy, lintWorkflows, withoutAllowed } from './lint-workflows.ts';

const file = '.github/workflows/sample.yml';

/** Has every finding that is allowed, and one that is not for each checker. */
const sample = `name: sample
on: {workflow_dispatch: {}, workflow_run: {workflows: [x], types: [completed]}}
permissions: {}
concurrency:
  group: sample
  queue: max
jobs:
  one:
    name: One
    runs-on: ubuntu-24.04
    services:
      postgres:
        image: postgres:18
    steps:
      - uses: ./action
        env:
          PASSWORD: \${{ secrets.PASSWORD }}
      - uses: actions/checkout@v7
      - run: echo \${{ unknown.value }}
      - run: echo "\${{ github.event.issue.title }}"
  two:
    name: Two
    runs-on: [self-hosted, linux]
    steps:
      - uses: ./action
`;

test('each checker reports, with file and line', async () => {
  const project = await tempProject({
    [file]: sample,
    'action/action.yml': 'name: A\ndescription: a\nruns: { using: node24, main: a.js }\n',
  });
  const findings = await lintWorkflows([project.path(file)]);
  const rest = withoutAllowed(findings, allowedFindings);
  expect(rest).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ tool: 'actionlint', rule: 'expression', line: 19, file: project.path(file) }),
      expect.objectContaining({ tool: 'zizmor', rule: 'template-injection', line: 20 }),
      expect.objectContaining({ tool: 'zizmor', rule: 'unpinned-uses', line: 18 }),
      expect.objectContaining({ tool: 'languageservice', rule: 'diagnostic', line: 19 }),
    ]),
  );
  for (const entry of allowedFindings) {
    expect(
      findings.some((finding) => isAllowedBy(finding, entry)),
      `${entry.tool} ${entry.rule} still fires`,
    ).toBe(true);
    expect(rest.map(({ rule }) => rule)).not.toContain(entry.rule);
  }
});
