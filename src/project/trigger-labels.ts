import type { EngineHost } from '../contract/engine-host.ts';
import { UsageError } from '../contract/errors.ts';
import type { TriggerRecord } from '../contract/events.ts';
import type { Flow } from '../contract/flow.ts';
import type { DocumentPath, SourceRange } from '../contract/source.ts';
import { renderOutside } from '../engine/index.ts';

/** The labels that a trigger sets on what it starts, rendered. Fails with LABEL_INVALID. */
export async function triggerLabels(
  { flow, rangeOf }: { readonly flow: Flow; readonly rangeOf?: (path: DocumentPath) => SourceRange },
  trigger: TriggerRecord | undefined,
  host: EngineHost,
): Promise<Record<string, string>> {
  const node = flow.triggers.find(({ id, type }) => id === trigger?.id && type === trigger.type);
  const labels: Record<string, string> = {};
  if (trigger === undefined) return labels;
  const context = {
    trigger: trigger.variables,
    flow: { id: flow.id, namespace: flow.namespace },
    vars: flow.variables,
  };
  for (const [name, value] of Object.entries(node?.labels ?? {})) {
    try {
      labels[name] = await renderOutside(value, context, flow.namespace, host);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const position = node === undefined ? undefined : rangeOf?.([...node.path, 'labels']).start;
      throw new UsageError('LABEL_INVALID', `label ${name} of the trigger ${trigger.id}: ${reason}`, {
        cause,
        where: { file: flow.file, ...(position === undefined ? {} : { position }) },
      });
    }
  }
  return labels;
}
