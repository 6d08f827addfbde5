import { quote } from '../../../plugin-kit/scripts/shell-command.ts';
import type { CommandProperties } from './command-properties.ts';

/** A command of dbt, and which options it has. Source: https://docs.getdbt.com/reference/dbt-commands */
export interface DbtCommand {
  /** `source freshness`. */
  readonly words: string;
  readonly options: readonly ('thread' | 'fullRefresh' | 'selector' | 'select' | 'exclude')[];
}

/** A command as a shell takes it, each value a word of its own, and the properties that dbt has no option for here. */
export interface CommandLine {
  readonly text: string;
  readonly unused: readonly string[];
}

/** `dbt --fail-fast build --select trips+`. */
export function commandLine({ words, options }: DbtCommand, properties: CommandProperties, path: string): CommandLine {
  const unused: string[] = [];
  const option = (name: DbtCommand['options'][number], given: readonly string[]): readonly string[] => {
    if (given.length === 0 || options.includes(name)) return given;
    unused.push(name);
    return [];
  };
  const { thread, target, selector, select = [], exclude = [] } = properties;
  const all = [
    path,
    ...(properties.debug === true ? ['--debug'] : []),
    ...(properties.warnError === true ? ['--warn-error'] : []),
    ...(properties.failFast === true ? ['--fail-fast'] : []),
    ...words.split(' '),
    ...option('thread', thread === undefined ? [] : ['--threads', String(thread)]),
    ...option('fullRefresh', properties.fullRefresh === true ? ['--full-refresh'] : []),
    ...(target === undefined ? [] : ['--target', target]),
    ...option('selector', selector === undefined ? [] : ['--selector', selector]),
    ...option('select', select.length === 0 ? [] : ['--select', ...select]),
    ...option('exclude', exclude.length === 0 ? [] : ['--exclude', ...exclude]),
  ];
  const text = all.map((word) => (/^[\w./:@=+-]+$/.test(word) ? word : quote(word))).join(' ');
  return { text, unused };
}
