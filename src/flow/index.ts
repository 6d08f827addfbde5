export { allTasks } from './checks/all-tasks.ts';
export { editorSchema } from './editor-schema.ts';
export { displayWidth } from './display-width.ts';
export { formatProblem } from './format-problem.ts';
export { type ParsedFlow, type ParseOptions, parseFlow } from './parse-flow.ts';
export { type RenamedLine, renameOlder } from './rename-older.ts';
export type { InputHost } from './inputs/input-host.ts';
export {
  type InputProblem,
  type ResolvedInputs,
  resolveInputs,
} from './inputs/resolve-inputs.ts';
export { memoryName, pollInterval, type PollingTrigger, pollingTriggers } from './polling-triggers.ts';
export { type WaitingTrigger, waitingTriggers, withImplied } from './waiting-triggers.ts';
