import { expect, test } from 'vitest';
import { isMap } from '../../src/util/values.ts';
import { runTasks, statesOf } from '../support/run-flow.ts';
import { tempProject } from '../support/temp-project.ts';

const core = 'io.kestra.plugin.core';
const say = (id: string, format: string): string => `{id: ${id}, type: ${core}.debug.Return, format: "${format}"}`;

async function run(tasks: string) {
  return (await runTasks(await tempProject(), tasks)).execution;
}

const outputOf = (execution: Awaited<ReturnType<typeof run>>, id: string): unknown => {
  const outputs = execution.taskRunList.find(({ taskId }) => taskId === id)?.outputs;
  return isMap(outputs) ? outputs['value'] : undefined;
};

test('a failing turn beside others ends the loop before any of them begins its next task', async () => {
  const execution = await run(`
- id: loop
  type: ${core}.flow.ForEach
  values: [1, 2, 3, 4]
  concurrencyLimit: 0
  tasks:
    - {id: check, type: ${core}.execution.Fail, condition: "{{ taskrun.value == '4' }}"}
    - ${say('passed', 'x')}
`);
  expect(statesOf(execution)).toEqual([
    'loop=FAILED',
    'check=SUCCESS',
    'check=SUCCESS',
    'check=SUCCESS',
    'check=FAILED',
  ]);
});

test('a LoopUntil inside a ForEach drops its own turns only, each time anew', async () => {
  const execution = await run(`
- id: each
  type: ${core}.flow.ForEach
  values: [a, b]
  tasks:
    - ${say('before', '{{ taskrun.value }}')}
    - id: again
      type: ${core}.flow.LoopUntil
      condition: "{{ outputs.again[parent.taskrun.value ?? taskrun.value].iterationCount >= 3 }}"
      checkFrequency: {interval: PT0.01S}
      tasks:
        - ${say('step', '{{ parent.taskrun.value }} {{ taskrun.iteration }}')}
- ${say('after', '{{ outputs.step.a.value }}, {{ outputs.step.b.value }}, {{ outputs.before | length }}')}
`);
  expect(outputOf(execution, 'after')).toBe('a 1, b 1, 2');
  expect(execution.taskRunList.filter(({ taskId }) => taskId === 'step')).toHaveLength(2);
});

test('turns of a Loop see the tasks before it and their own, at any depth; others see what it declares', async () => {
  const execution = await run(`
- ${say('before', 'B')}
- id: outer
  type: ${core}.flow.Loop
  values: {x: 1, y: 2}
  concurrencyLimit: 0
  outputs:
    - {id: text, type: STRING, value: "{{ loopOutputs(outputs.inner.outputs, 'leaf') }}"}
    - {id: number, type: INT, value: "{{ item.index }}"}
  tasks:
    - id: inner
      type: ${core}.flow.Loop
      values: '["a", "b"]'
      outputs: [{id: leaf, type: STRING, value: "{{ outputs.leaf.value }}"}]
      tasks:
        - id: box
          type: ${core}.flow.Sequential
          tasks: [${say('leaf', '{{ outputs.before.value }}{{ item.parent.key }}{{ item.parents[0].value }}{{ item.value }}')}]
- ${say('after', "{{ loopOutputs(outputs.outer.outputs, 'text') }} {{ outputs.outer.outputs[1].outputs.number }} {{ outputs.leaf is defined }} {{ outputs.inner is defined }}")}
`);
  expect(outputOf(execution, 'after')).toBe('["[\\"Bx1a\\",\\"Bx1b\\"]","[\\"By2a\\",\\"By2b\\"]"] 1 false false');
});

test('a Loop forgives failing turns where it is told to, and ends where breakWhen says so', async () => {
  const execution = await run(`
- id: forgiving
  type: ${core}.flow.Loop
  values: [ok, bad, fine]
  transmitFailed: false
  tasks: [{id: check, type: ${core}.execution.Fail, condition: "{{ item.value == 'bad' }}"}]
  errors: [${say('handler', '{{ item.value }} {{ error.taskId }}')}]
  finally: [${say('tidy', 'once')}]
- id: breaking
  type: ${core}.flow.Loop
  values: [1, 2, 3]
  breakWhen: "{{ iteration.outputs.v == '2' }}"
  outputs: [{id: v, type: STRING, value: "{{ item.value }}"}]
  tasks: [${say('turn', '{{ item.value }}')}]
- ${say('after', '{{ outputs.forgiving.terminatedIterations }} {{ outputs.breaking.iterationCount }}')}
`);
  expect(execution.state.current).toBe('SUCCESS');
  expect(outputOf(execution, 'handler')).toBe('bad check');
  expect(outputOf(execution, 'after')).toBe('{"SUCCESS":2,"FAILED":1} 2');
  expect(execution.taskRunList.filter(({ taskId }) => taskId === 'tidy')).toHaveLength(1);
});

test('an AllowFailure forgives its errors too, but not that it was stopped by a branch beside it', async () => {
  const forgiven = await run(`
- id: soft
  type: ${core}.flow.AllowFailure
  tasks: [{id: bad, type: ${core}.execution.Fail}]
  errors: [{id: worse, type: ${core}.execution.Fail}]
`);
  expect(statesOf(forgiven)).toEqual(['soft=WARNING', 'bad=FAILED', 'worse=FAILED']);
  const stopped = await run(`
- id: fan
  type: ${core}.flow.Parallel
  tasks:
    - id: soft
      type: ${core}.flow.AllowFailure
      tasks: [{id: nap, type: ${core}.flow.Sleep, duration: PT20S}]
    - id: branch
      type: ${core}.flow.Sequential
      tasks:
        - {id: short, type: ${core}.flow.Sleep, duration: PT0.2S}
        - {id: bad, type: ${core}.execution.Fail}
`);
  expect(stopped.taskRunList.find(({ taskId }) => taskId === 'soft')?.state.current).toBe('FAILED');
});

test('a Dag begins each task when those before it have ended, whatever their order, and nothing behind a failure', async () => {
  const execution = await run(`
- id: graph
  type: ${core}.flow.Dag
  concurrent: 1
  tasks:
    - {task: ${say('last', '{{ outputs.middle.value }}c')}, dependsOn: [middle]}
    - {task: ${say('middle', '{{ outputs.first.value }}b')}, dependsOn: [first]}
    - {task: ${say('first', 'a')}}
    - {task: {id: bad, type: ${core}.execution.Fail}, dependsOn: [last]}
    - {task: ${say('never', 'x')}, dependsOn: [bad]}
`);
  expect(outputOf(execution, 'last')).toBe('abc');
  expect(statesOf(execution)).toEqual([
    'graph=FAILED',
    'first=SUCCESS',
    'middle=SUCCESS',
    'last=SUCCESS',
    'bad=FAILED',
  ]);
});

test('EachParallel runs every task for every value; Switch takes its case by text, or the defaults', async () => {
  const execution = await run(`
- id: each
  type: ${core}.flow.EachParallel
  value: ["a", "b"]
  tasks: [${say('one', '1{{ taskrun.value }}')}, ${say('two', '2{{ taskrun.value }}')}]
- id: by_text
  type: ${core}.flow.Switch
  value: "{{ 1 + 1 }}"
  cases: {2: [${say('right', '{{ outputs.by_text }}')}], 3: [${say('wrong', 'w')}]}
- id: by_default
  type: ${core}.flow.Switch
  value: "{{ outputs.two.b.value }}"
  cases: {constructor: [${say('proto', 'p')}]}
  defaults: [${say('other', '{{ outputs.by_default.defaults }}')}]
`);
  expect(outputOf(execution, 'right')).toBe('{"value":"2","defaults":false}');
  expect(outputOf(execution, 'other')).toBe('true');
  expect(execution.taskRunList.filter(({ taskId }) => taskId === 'one' || taskId === 'two')).toHaveLength(4);
});
