import { join } from 'node:path';
import { UsageError } from '../src/contract/errors.ts';
import type { ParsedFlow, PollingTrigger } from '../src/flow/index.ts';
import { memoryName, pollingTriggers } from '../src/flow/index.ts';
import type { Flow } from '../src/contract/flow.ts';
import { memoryPath } from '../src/github/polls/poll-state.ts';
import { readFlow } from '../src/project/project.ts';
import type { FlowSource } from '../src/project/start-flow.ts';
import { workspaceOf } from './open-job.ts';
import type { NamedTrigger, PollsJob } from './open-polls.ts';

/** A trigger that polls, with its flow. */
export interface PolledTrigger extends FlowSource {
  readonly trigger: PollingTrigger;
  /** `namespace.id`. */
  readonly name: string;
  /** The file of the flow's workflow. */
  readonly workflow: string;
  /** Where on the state branch its memory lies; undefined where it remembers nothing. */
  readonly memory: string | undefined;
}

/** Finds a trigger that the workflow names. Fails with FLOW_INVALID or TRIGGER_NOT_FOUND. */
export async function findPolled(job: PollsJob, { file, trigger: id }: NamedTrigger): Promise<PolledTrigger> {
  const parsed: ParsedFlow = await readFlow(job.project, join(workspaceOf(job.environment), file));
  const flow: Flow | undefined = parsed.flow;
  if (flow === undefined) {
    throw new UsageError('FLOW_INVALID', `expected a valid flow in ${file}`, {
      hint: `see: gitphony validate ${file}`,
      where: { file },
    });
  }
  const trigger = (await pollingTriggers(flow, job.project.registry)).find(({ node }) => node.id === id);
  if (trigger === undefined || flow.disabled) {
    throw new UsageError('TRIGGER_NOT_FOUND', `expected an enabled trigger "${id}" that polls in ${file}`, {
      hint: 'the workflow is older than the flow: run gitphony compile and commit',
      where: { file },
    });
  }
  const name = `${flow.namespace}.${flow.id}`;
  return {
    flow,
    text: parsed.text,
    rangeOf: (path) => parsed.rangeOf(path),
    trigger,
    name,
    workflow: `${name}.yml`,
    memory: trigger.definition.remembers === true ? memoryPath(memoryName(flow, trigger.node)) : undefined,
  };
}
