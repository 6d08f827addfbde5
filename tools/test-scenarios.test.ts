import { expect, test } from 'vitest';
import { describeScenarios, scenariosOf } from './test-scenarios.ts';

const one = (title: string, status = 'passed', ...ancestorTitles: string[]): object => ({
  title,
  status,
  ancestorTitles,
});

test('scenarios and promises are told by name, each over its tests', () => {
  const files = [
    {
      name: '/p/tests/e2e/a.test.ts',
      assertionResults: [
        one('shows a comment', 'passed', 'control plane 1: deploy by commit'),
        one('fails on drift', 'failed', 'control plane 1: deploy by commit'),
        one('control plane 10: all in one'),
        one('another'),
      ],
    },
    { name: '/p/tests/e2e/b.test.ts', assertionResults: [one('x', 'passed', 'control plane 2: triggers', 'webhook')] },
    { name: '/p/tests/trust/validation-is-pure.test.ts', assertionResults: [one('a'), one('b')] },
    { name: '/p/tests/trust/index.test.ts', assertionResults: [one('a')] },
  ];
  const scenarios = scenariosOf(JSON.parse(JSON.stringify(files)));
  expect(describeScenarios([...scenarios, { name: 'control plane 2: triggers', passed: 2, failed: 0 }])).toEqual([
    '✗ control plane 1: deploy by commit (2 tests, 1 failed)',
    '✓ control plane 2: triggers (3 tests)',
    '✓ control plane 10: all in one (1 test)',
    '✓ trust: validation is pure (2 tests)',
  ]);
});
