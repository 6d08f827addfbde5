import type { FlowableDefinition } from '../../contract/flowable.ts';
import type { TaskDefinition } from '../../contract/task.ts';
import type { Template } from '../../expressions/index.ts';
import type { ValueMap } from '../../util/values.ts';
import type { PropertyPlan } from '../properties/property-plan.ts';

/** What is made ready once for a task of the flow, whatever the number of its runs. */
export interface NodePlan {
  readonly definition: TaskDefinition | FlowableDefinition;
  readonly properties: PropertyPlan;
  /** `task` of expressions. */
  readonly task: ValueMap;
  readonly runIf: Template | undefined;
}
