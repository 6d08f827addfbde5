import { defineCommand } from './define-command.ts';

/** `dbt seed`. */
export const seed = defineCommand({
  type: 'io.kestra.plugin.dbt.cli.Seed',
  title: 'Load CSV files as tables.',
  words: 'seed',
  options: ['thread', 'fullRefresh', 'selector', 'select', 'exclude'],
});
