import type { TriggerNode } from '../../contract/flow.ts';
import type { LogLevel } from '../../contract/logger.ts';
import type { PluginSchema } from '../../contract/registry.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { isMap, type ValueMap } from '../../util/values.ts';
import { pollingTriggerKeys } from '../schema/ignored.ts';
import type { BuildContext } from './context.ts';
import { noteIgnoredKeys } from './ignored-keys.ts';

/** What only polling triggers obey of what every trigger may say; of the others it is told. */
export function readPollingKeys(
  context: BuildContext,
  { properties }: PluginSchema,
  values: ValueMap,
  place: (key: string) => DocumentPath,
): Pick<TriggerNode, 'logLevel' | 'allowConcurrent'> {
  // Every polling trigger has it, and no other.
  if (Object.hasOwn(properties, 'interval')) {
    const { logLevel, allowConcurrent } = values;
    return {
      ...(typeof logLevel === 'string' ? { logLevel: logLevel as LogLevel } : {}),
      ...(allowConcurrent === true ? { allowConcurrent } : {}),
    };
  }
  // Runs of a schedule may overlap here, so `true` is what happens.
  const isPlanned = Object.hasOwn(properties, 'recoverMissedSchedules');
  const { allowConcurrent, ...others } = values;
  noteIgnoredKeys(context, isPlanned ? others : values, pollingTriggerKeys, place);
  if (isPlanned && allowConcurrent === false && !isLimitedToOne(context)) {
    context.atKey(place('allowConcurrent'), {
      severity: 'warning',
      rule: 'ignored-key',
      message:
        'runs of a schedule may overlap on GitHub: "allowConcurrent: false" does not keep a planned time waiting',
      hint: 'write concurrency: {limit: 1} on the flow: its runs then wait for each other',
    });
  }
  return {};
}

function isLimitedToOne({ document }: BuildContext): boolean {
  const flow = document.value;
  const concurrency = isMap(flow) ? flow['concurrency'] : undefined;
  return concurrency !== undefined && isMap(concurrency) && concurrency['limit'] === 1;
}
