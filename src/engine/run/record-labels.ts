import { nestedLabels } from '../variables/flow-variables.ts';
import type { ExecutionRun } from './execution-run.ts';

/** Merges labels into the execution's and records them, masked. */
export function recordLabels(run: ExecutionRun, labels: Readonly<Record<string, string>>): void {
  const masked = Object.entries(labels).map(([key, value]) => [run.masker.mask(key), run.masker.mask(value)]);
  run.emit({ type: 'execution.labels', labels: Object.fromEntries(masked) as Record<string, string> });
  run.variables.root['labels'] = nestedLabels(run.state.labels);
}
