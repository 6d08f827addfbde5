import { defineCommand } from './define-command.ts';

/** `dbt test`. */
export const test = defineCommand({
  type: 'io.kestra.plugin.dbt.cli.Test',
  title: 'Run tests.',
  words: 'test',
  options: ['thread', 'selector', 'select', 'exclude'],
});
