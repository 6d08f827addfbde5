import { readFileSync } from 'node:fs';
import { formatProblem, parseFlow } from '../../../src/flow/index.ts';
import { builtinRegistry } from '../../../src/plugins/registry.ts';
import { mutate } from '../mutate.ts';
import { randomFor } from '../random.ts';
import type { FuzzTarget } from '../target.ts';

const whole = `id: hello
namespace: company.team
labels: {team: data}
inputs:
  - {id: name, type: STRING, defaults: "Ada", validator: "^[a-z]+$"}
  - id: kind
    type: SELECT
    values: [a, b]
    dependsOn: {inputs: [name], condition: "{{ inputs.name == 'x' }}"}
variables: &v
  list: [1, 2.5, yes, "q\\n", 0x1f, 1_000, ~, 2024-01-01]
concurrency: {limit: 2, behavior: QUEUE}
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
    retry: {type: exponential, interval: PT1S, maxInterval: PT1M, maxAttempts: 3}
  - id: dag
    type: io.kestra.plugin.core.flow.Dag
    tasks:
      - {task: {id: one, type: io.kestra.plugin.core.debug.Return, format: x}}
      - {task: {id: two, type: io.kestra.plugin.core.debug.Return, format: "{{ outputs.one.value }}"}, dependsOn: [one]}
pluginDefaults:
  - {type: io.kestra.plugin.core, values: {level: WARN}}
triggers:
  - id: t
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 * *"
    timezone: Europe/Rome
    conditions: [{type: io.kestra.plugin.core.condition.Weekend}]
outputs: [{id: o, type: JSON, value: "{{ outputs }}"}]
`;

const scraps = [
  ...'{{ }} {% %} [ ] { } " \' \t | > # !!x ? @ , 0 ~ & * % \0 \r \ufeff'.split(' '),
  ': ',
  '- ',
  '\n',
  '  ',
  '\n  ',
  '\n- ',
  '*v',
  '&v ',
  '---\n',
  '...\n',
  '<<: *v',
  '\u2028',
  '🐢',
  '__proto__',
  'constructor',
  '__proto__: {escaped: 1}\n',
  'prototype',
  'hasOwnProperty',
  'toString: 1\n',
  'tasks:\n',
  'id: ',
  'type: ',
  'then: ',
  'null',
  '[[[[[[[[[[',
  '{a: {a: {a: {a: ',
  '- - - - - ',
  '? ? ? ',
];

const flows = ['hello', 'python-stats'].map((name) =>
  readFileSync(new URL(`../../../flows/${name}.yaml`, import.meta.url), 'utf8'),
);
const corpus = { seeds: [whole, whole, ...flows], scraps };

/** The YAML reader and the validator: problems with places inside the file, or a flow. */
export const flowTarget: FuzzTarget = {
  name: 'flows',
  textOf: (seed) => mutate(corpus, randomFor(seed)),
  async run(seed) {
    const random = randomFor(seed);
    const bytes = Buffer.from(mutate(corpus, random));
    if (bytes.length > 0 && random(10) === 0) bytes[random(bytes.length)] = random(256);
    const { flow, problems, text } = await parseFlow({ file: 'f.yaml', bytes }, { registry: builtinRegistry });
    if (flow === undefined && !problems.some(({ severity }) => severity === 'error'))
      throw new Error('neither a flow nor an error');
    for (const problem of problems) {
      const { start, end } = problem.range;
      if (start.offset > end.offset || end.offset > text.length || start.line < 1 || start.column < 1)
        throw new Error(`a place outside the file: ${JSON.stringify(problem)}`);
      if (!formatProblem(problem, text, { colour: false }).includes(`f.yaml:${start.line}:${start.column}:`))
        throw new Error(`a problem without its place: ${JSON.stringify(problem)}`);
    }
  },
};
