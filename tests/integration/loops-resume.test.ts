import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { makeTempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** A shell task that notes what it does, and the first time that it comes to `x` kills the process that runs the flow. */
const step = (id: string, value: string): string =>
  `{id: ${id}, type: io.kestra.plugin.scripts.shell.Commands, taskRunner: {type: io.kestra.plugin.core.runner.Process}, env: {VALUE: '${value}'}, commands: ['. STEP_FILE']}`;

interface Case {
  readonly name: string;
  readonly task: string;
  /** What is done in all; the one that was killed stands twice. */
  readonly effects: readonly string[];
  readonly after: string;
  readonly read: string;
}

const cases: readonly Case[] = [
  {
    name: 'ForEach, one value after another',
    task: `{id: loop, type: io.kestra.plugin.core.flow.ForEach, values: [a, x, c], tasks: [${step('s', '{{ taskrun.value }}')}]}`,
    effects: ['a', 'x', 'x', 'c'],
    read: '{{ outputs.s | length }} {{ outputs.s.a.vars.v }}{{ outputs.s.x.vars.v }}',
    after: '3 ax',
  },
  {
    name: 'Loop, whose turns have outputs of their own',
    task: `{id: loop, type: io.kestra.plugin.core.flow.Loop, values: [a, x, c], outputs: [{id: v, type: STRING, value: '{{ outputs.s.vars.v }}{{ outputs.t.value }}'}], tasks: [{id: box, type: io.kestra.plugin.core.flow.Sequential, tasks: [{id: t, type: io.kestra.plugin.core.debug.Return, format: '{{ item.index }}'}]}, ${step('s', '{{ item.value }}')}]}`,
    effects: ['a', 'x', 'x', 'c'],
    read: "{{ loopOutputs(outputs.loop.outputs, 'v') }} {{ outputs.s is defined }} {{ outputs.t is defined }}",
    after: '["a0","x1","c2"] false false',
  },
  {
    name: 'LoopUntil, which keeps its last turn',
    task: `{id: loop, type: io.kestra.plugin.core.flow.LoopUntil, condition: "{{ outputs.s.vars.v == 'x3' }}", checkFrequency: {interval: PT0.05S}, tasks: [${step('s', 'x{{ outputs.loop.iterationCount }}')}]}`,
    effects: ['x1', 'x2', 'x2', 'x3'],
    read: '{{ outputs.loop.iterationCount }} {{ outputs.s.vars.v }}',
    after: '3 x3',
  },
  {
    name: 'Dag',
    task: `{id: graph, type: io.kestra.plugin.core.flow.Dag, tasks: [{task: ${step('s3', 'c')}, dependsOn: [s2]}, {task: ${step('s1', 'a')}}, {task: ${step('s2', 'x')}, dependsOn: [s1]}]}`,
    effects: ['a', 'x', 'x', 'c'],
    read: '{{ outputs.s1.vars.v }}{{ outputs.s2.vars.v }}{{ outputs.s3.vars.v }}',
    after: 'axc',
  },
];

test.concurrent.for(cases)('after kill -9 in its middle it goes on where it was: $name', async (given, { expect }) => {
  await using project = await makeTempProject();
  const [marker, effects] = [project.path('marker'), project.path('effects')];
  await project.write({
    'flows/loops.yaml': `id: loops
namespace: company.team
tasks:
  - ${given.task.replaceAll('. STEP_FILE', `. ${project.path('step.sh')}`)}
  - {id: after, type: io.kestra.plugin.core.debug.Return, format: ${JSON.stringify(given.read)}}
`,
    // In the second turn where there are turns; $PPID is the process that runs the flow.
    'step.sh': `echo "$VALUE" >> ${effects}
case "$VALUE" in x|x2) test -e ${marker} || { touch ${marker}; kill -9 "$PPID"; exit 1; };; esac
echo "::{\\"outputs\\":{\\"v\\":\\"$VALUE\\"}}::"
`,
  });
  const gitphony = (...args: string[]) =>
    execa('tsx', [`${projectRoot}/cli/main.ts`, ...args], {
      cwd: project.path('flows'),
      localDir: projectRoot,
      preferLocal: true,
      reject: false,
    });
  const killed = await gitphony('run', 'loops.yaml', '--json');
  expect(killed.stdout).toBe('');
  const id = /execution (\w+)/.exec(killed.stderr)?.[1] ?? '';
  const resumed = await gitphony('executions', 'resume', id, '--json');
  const execution = JSON.parse(resumed.stdout) as Execution;
  expect(execution.state.current, resumed.stderr).toBe('SUCCESS');
  expect((await readFile(effects, 'utf8')).trim().split('\n')).toEqual(given.effects);
  expect(execution.taskRunList.find(({ taskId }) => taskId === 'after')?.outputs).toEqual({ value: given.after });
});
