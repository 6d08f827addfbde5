import { expect, test } from 'vitest';
import type { CompileReport, ProjectChange } from '../generator/index.ts';
import { type DeploySummary, printDeploySummary } from './deploy-summary.ts';

const report: CompileReport = { workflows: [], problems: [], drift: false, files: [] };
const nothing: ProjectChange = { flows: [], edited: [] };
const summary = (more: Partial<DeploySummary>): string =>
  printDeploySummary({ compared: '', change: nothing, report, flows: 2, errors: 0, command: undefined, ...more });
const picture = `flowchart LR\n${'  a --> b\n'.repeat(400)}`;
const flow = (index: number, secrets = 1): ProjectChange['flows'][number] => ({
  name: `demo.flow_${index}`,
  kind: 'new',
  facts: [{ name: 'secrets', before: [], after: Array.from({ length: secrets }, (_, each) => `SECRET_${each}`) }],
  tasks: { before: undefined, after: picture },
});

test('nothing changes', () => {
  expect(summary({})).toBe('## Gitphony: 2 flows, ✅ ready\n\nNo flow changes.\n');
});

test('drift comes with the command, errors without ado', () => {
  const drift = summary({ report: { ...report, drift: true }, command: 'gitphony compile' });
  expect(drift).toContain('⚠️ the workflows have to change');
  expect(drift).toContain('```sh\ngitphony compile\n```');
  expect(summary({ errors: 1 })).toContain('❌ 1 error\n');
});

test('a change shows both sides, what is new in bold; what somebody must set stands first', () => {
  const text = summary({
    change: {
      flows: [
        {
          name: 'demo.a',
          kind: 'changed',
          facts: [
            { name: 'secrets', before: ['A'], after: ['A', 'B'] },
            {
              name: 'may',
              before: ['contents: read'],
              after: ['actions: write (Start what follows a)', 'contents: read'],
            },
          ],
        },
        { name: 'demo.b', kind: 'gone', facts: [{ name: 'started by', before: ['form'], after: [] }] },
      ],
      edited: ['demo.c'],
      links: { before: undefined, after: 'flowchart LR\n  f0["demo.a"]' },
    },
  });
  expect(text.indexOf('- secrets: <code>B</code>')).toBeLessThan(text.indexOf('### <code>demo.a</code> changes'));
  expect(text).toContain('| secrets | <code>A</code> | <code>A</code><br>**<code>B</code>** |');
  expect(text).toContain('**<code>actions: write &#40;Start what follows a&#41;</code>**');
  expect(text).toContain('### <code>demo.b</code> goes\n\n| | |\n|---|---|\n| started by | <code>form</code> |');
  expect(text).toContain('Edited, with nothing else to agree to: <code>demo.c</code>');
  expect(text).toContain('Which flow starts which');
});

test('names of people end no cell and start no markup', () => {
  const evil = 'x | <img src=x> `a`';
  const text = summary({
    change: { flows: [{ name: evil, kind: 'new', facts: [{ name: 'form', before: [], after: [evil] }] }], edited: [] },
  });
  expect(text).not.toContain('<img');
  expect(text).not.toContain('x | ');
});

test('it stays short enough for a comment: first the pictures go, then the rest is cut', () => {
  const change = { flows: Array.from({ length: 100 }, (_, index) => flow(index)), edited: [] };
  const plain = summary({ change });
  expect(plain.length).toBeLessThan(65_536);
  expect(plain).not.toContain('mermaid');
  expect(plain).toContain('demo.flow_99');
  const cut = summary({ change: { flows: Array.from({ length: 400 }, (_, index) => flow(index, 20)), edited: [] } });
  expect(cut.length).toBeLessThan(65_536);
  expect(cut).toMatch(/… and more: see the changes of the files\.\n$/);
});
