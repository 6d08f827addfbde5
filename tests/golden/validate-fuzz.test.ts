import { expect, test } from 'vitest';
import { formatProblem, parseFlow } from '../../src/flow/index.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';

const seedFlow = `id: hello
namespace: company.team
labels: {team: data}
inputs:
  - {id: name, type: STRING, defaults: "Ada"}
  - id: kind
    type: SELECT
    values: [a, b]
    dependsOn: {inputs: [name], condition: "{{ inputs.name == 'x' }}"}
variables: &v
  list: [1, 2.5, yes, "q\\n"]
tasks:
  - id: branch
    type: io.kestra.plugin.core.flow.If
    condition: "{{ inputs.name | upper == 'ADA' }}"
    then:
      - id: greet
        type: io.kestra.plugin.core.log.Log
        message: |
          Hello {{ inputs.name }}
          {{ vars.list | join(', ') }}
    timeout: PT5S
pluginDefaults:
  - {type: io.kestra.plugin.core, values: {level: WARN}}
triggers:
  - {id: t, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 9 1 * *"}
`;

const shards = ['{{', '}}', '{%', ': ', '- ', '[', ']', '{', '}', '"', "'", '\n', '  ', '\t', '*v', '&v', '|', '>', '#', '---\n', '!!x', '<<: ', '\0', '?', '🐢', '\r', '%', '@', ',', '0', '~'];

/** A small generator of numbers, so that a failure can be repeated by its seed. */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % limit;
  };
}

test('mangled flows end with problems or a flow, never with a crash or a hang', async () => {
  for (let seed = 1; seed <= 400; seed++) {
    const next = random(seed * 7919);
    let text = seedFlow;
    for (let change = next(4); change >= 0; change--) {
      const at = next(text.length);
      const shard = next(3) === 0 ? '' : (shards[next(shards.length)] ?? '');
      text = text.slice(0, at) + shard + text.slice(at + next(12));
    }
    const bytes = Buffer.from(text);
    if (seed % 10 === 0) bytes[next(bytes.length)] = next(256);
    const { flow, problems, text: read } = await parseFlow({ file: 'f.yaml', bytes }, { registry: builtinRegistry });
    expect(flow !== undefined || problems.some(({ severity }) => severity === 'error'), `seed ${seed}`).toBe(true);
    for (const problem of problems) {
      const { start, end } = problem.range;
      expect(start.offset <= end.offset && end.offset <= read.length && start.line >= 1 && start.column >= 1, `seed ${seed}: ${problem.rule}`).toBe(true);
      expect(formatProblem(problem, read, { colour: true })).toContain(`f.yaml:${start.line}:${start.column}:`);
    }
  }
});
