import { defineCommand } from './define-command.ts';

/** `dbt compile`. */
export const compile = defineCommand({
  type: 'io.kestra.plugin.dbt.cli.Compile',
  title: 'Make SQL of models and tests, and run none of it.',
  words: 'compile',
  options: ['thread', 'fullRefresh', 'selector', 'select', 'exclude'],
});
