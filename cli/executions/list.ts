import { UsageError } from '../../src/contract/errors.ts';
import type { Execution } from '../../src/contract/execution.ts';
import type { ExitCode } from '../command.ts';
import { coloursFor } from '../output/colours.ts';
import { formatTable } from '../output/format-table.ts';
import { formatSeconds } from '../output/format-time.ts';
import { writeJson } from '../output/print-json.ts';
import { type FoundExecution, listFolders, readRecord } from './find.ts';
import { describeState } from './interrupted.ts';

interface Listed {
  readonly folder: FoundExecution;
  readonly execution: Execution;
}

/** `gitphony executions list`. */
export async function listExecutions(options: {
  readonly flow?: string;
  readonly state?: string;
  readonly limit: string;
  readonly json?: boolean;
}): Promise<ExitCode> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new UsageError('OPTION_INVALID', `expected --limit with a whole number above 0, got "${options.limit}"`);
  }
  const found: Listed[] = [];
  const broken: string[] = [];
  for (const folder of await listFolders()) {
    if (found.length === limit) break;
    try {
      const execution = await readRecord(folder);
      if (matches(execution, options)) found.push({ folder, execution });
    } catch (error) {
      // One broken record must not hide the others.
      broken.push(`${folder.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const line of broken) process.stderr.write(`cannot be read: ${line}\n`);
  if (options.json === true) await writeJson(found.map(({ execution }) => withoutTaskRuns(execution)));
  else process.stdout.write(found.length === 0 ? 'no executions\n' : `${describe(found)}\n`);
  return 0;
}

function matches(
  { namespace, flowId, state }: Execution,
  options: { readonly flow?: string; readonly state?: string },
): boolean {
  const isFlow = options.flow === undefined || [`${namespace}.${flowId}`, flowId].includes(options.flow);
  return isFlow && (options.state === undefined || state.current === options.state.toUpperCase());
}

function withoutTaskRuns({ taskRunList, ...rest }: Execution): object {
  return { ...rest, taskRuns: taskRunList.length };
}

function describe(listed: readonly Listed[]): string {
  const colours = coloursFor(process.stdout);
  const rows = listed.map(({ folder, execution }) => {
    const { id, namespace, flowId, state, trigger, labels } = execution;
    const date = trigger?.variables['date'];
    return [
      id,
      describeState(folder, execution, colours),
      `${namespace}.${flowId}`,
      state.startDate.slice(0, 19).replace('T', ' '),
      formatSeconds(state.duration),
      typeof date === 'string' ? date : '',
      Object.entries(labels)
        .map(([key, value]) => `${key}:${value}`)
        .join(' '),
    ];
  });
  return formatTable(['EXECUTION', 'STATE', 'FLOW', 'BEGAN (UTC)', 'TOOK', 'PLANNED', 'LABELS'], rows, { right: [4] });
}
