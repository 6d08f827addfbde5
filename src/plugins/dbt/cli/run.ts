import { defineCommand } from './define-command.ts';

/** `dbt run`. */
export const run = defineCommand({
  type: 'io.kestra.plugin.dbt.cli.Run',
  title: 'Build models.',
  words: 'run',
  options: ['thread', 'fullRefresh', 'selector', 'select', 'exclude'],
});
