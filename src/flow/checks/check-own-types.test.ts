import { expect, it } from 'vitest';
import { builtinRegistry } from '../../plugins/registry.ts';
import { parseFlow } from '../index.ts';

it('says of a type of our own, wherever it stands, that Kestra has none, and lets the flow be', async () => {
  const code = `id: a
namespace: b
tasks:
  - id: all
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - id: fast
        type: gitphony.scripts.c.Script
        script: int main(void) { return 0; }
  - id: plain
    type: io.kestra.plugin.scripts.shell.Commands
    commands: ["true"]
`;
  const parsed = await parseFlow({ file: 'a.yaml', bytes: Buffer.from(code) }, { registry: builtinRegistry });
  expect(parsed.flow).toBeDefined();
  expect(parsed.problems).toMatchObject([
    {
      severity: 'notice',
      rule: 'own-type',
      message: 'Kestra has no type gitphony.scripts.c.Script: this flow runs in Gitphony only',
      range: { start: { line: 8, column: 15 } },
    },
  ]);
});
