import { expect, test } from 'vitest';
import { builtinRegistry } from '../plugins/registry.ts';
import { parseFlow } from './parse-flow.ts';
import { renameOlder } from './rename-older.ts';

async function renamed(text: string, values: Readonly<Record<string, string>> = {}) {
  const type = 'io.kestra.plugin.core.debug.Return';
  const options = { registry: builtinRegistry, pluginDefaults: () => [{ type, forced: true, values }] };
  const { problems } = await parseFlow({ file: 'flow.yaml', bytes: Buffer.from(text) }, options);
  return renameOlder(text, problems);
}

const older = `# Made long ago.
id: old
namespace: company.team
inputs:
  - { id: yes, type: BOOLEAN } # a switch
tasks:
  - id: tell   # with a comment: io.kestra.core.tasks.log.Log
    type: "io.kestra.core.tasks.log.Log"
    message: >-
      {{ inputs.yes | json }} as json, {{ json('{}').a ?? 'json' }}
  - id: give
    type: io.kestra.core.tasks.debugs.Return
    format: 'plain json'
taskDefaults:
  - type: 'io.kestra.core.tasks.log.Log'
    values: { level: WARN }
`;

test('writes the names of today; comments, quotes and layout stay', async () => {
  const { text, lines } = await renamed(older);
  expect(text).toBe(`# Made long ago.
id: old
namespace: company.team
inputs:
  - { id: yes, type: BOOL } # a switch
tasks:
  - id: tell   # with a comment: io.kestra.core.tasks.log.Log
    type: "io.kestra.plugin.core.log.Log"
    message: >-
      {{ inputs.yes | toJson }} as json, {{ fromJson('{}').a ?? 'json' }}
  - id: give
    type: io.kestra.plugin.core.debug.Return
    format: 'plain json'
pluginDefaults:
  - type: 'io.kestra.core.tasks.log.Log'
    values: { level: WARN }
`);
  expect(lines.map(({ line }) => line)).toEqual([5, 8, 10, 12, 14]);
  expect((await renamed(text)).lines).toEqual([]);
});

test('with the line ends of Windows, too', async () => {
  const { text, lines } = await renamed(older.replaceAll('\n', '\r\n'));
  expect(text).toContain('type: "io.kestra.plugin.core.log.Log"\r\n');
  expect(lines[1]).toEqual({
    line: 8,
    before: '    type: "io.kestra.core.tasks.log.Log"',
    after: '    type: "io.kestra.plugin.core.log.Log"',
  });
});

test('what gitphony.yaml brings to a task is not looked for in the task', async () => {
  const text = `id: own
namespace: company.team
tasks:
  - id: json
    type: io.kestra.plugin.core.debug.Return
`;
  expect(await renamed(text, { format: '{{ execution | json }}' })).toEqual({ text, lines: [] });
});
