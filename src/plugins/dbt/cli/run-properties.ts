import { Type } from '../../../contract/schema.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import type { TaskResult } from '../../../contract/task.ts';
import type { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { quote } from '../../../plugin-kit/scripts/shell-command.ts';
import { dbtProperties } from './dbt-properties.ts';
import { runDbt } from './run-dbt.ts';

/** What tasks that stand for one command of dbt take. */
export const runProperties = {
  ...dbtProperties,
  dbtPath: Type.Optional(Type.String({ description: 'The program.', default: 'dbt' })),
  thread: Type.Optional(Type.Integer({ description: 'How many nodes run at once.', minimum: 1 })),
  fullRefresh: Type.Optional(Type.Boolean({ description: 'Make incremental models anew.', default: false })),
  target: Type.Optional(Type.String({ description: 'Target of the profile.' })),
  selector: Type.Optional(Type.String({ description: 'A selector of selectors.yml.' })),
  select: Type.Optional(Type.Array(Type.String(), { description: 'Nodes to take.' })),
  exclude: Type.Optional(Type.Array(Type.String(), { description: 'Nodes to leave out.' })),
  debug: Type.Optional(Type.Boolean({ description: 'Show dbt’s own debug lines.', default: false })),
  warnError: Type.Optional(Type.Boolean({ description: 'Fail where dbt would warn.', default: false })),
  failFast: Type.Optional(Type.Boolean({ description: 'Stop at the first node that fails.', default: false })),
};

const schema = Type.Object(runProperties);

/** The properties after rendering. */
export type RunProperties = typeof schema.static;

/** Runs one command of dbt, each value a word of its own. */
export function runDbtCommand(
  command: string,
  properties: RunProperties,
  context: RunContext,
): Promise<TaskResult<typeof scriptOutputs>> {
  const { failFast: _, ...script } = properties;
  return runDbt(script, context, async () => [commandOf(command, properties)]);
}

/** `dbt --fail-fast build --select trips+`, quoted for a shell. */
export function commandOf(command: string, properties: RunProperties): string {
  const { dbtPath = 'dbt', thread, target, selector, select = [], exclude = [] } = properties;
  const words = [
    dbtPath,
    ...(properties.debug === true ? ['--debug'] : []),
    ...(properties.warnError === true ? ['--warn-error'] : []),
    ...(properties.failFast === true ? ['--fail-fast'] : []),
    command,
    ...(thread === undefined ? [] : ['--threads', String(thread)]),
    ...(properties.fullRefresh === true && command !== 'test' ? ['--full-refresh'] : []),
    ...(target === undefined ? [] : ['--target', target]),
    ...(selector === undefined ? [] : ['--selector', selector]),
    ...(select.length === 0 ? [] : ['--select', ...select]),
    ...(exclude.length === 0 ? [] : ['--exclude', ...exclude]),
  ];
  return words.map((word) => (/^[\w./:@=+-]+$/.test(word) ? word : quote(word))).join(' ');
}
