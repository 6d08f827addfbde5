import { defineCommand } from './define-command.ts';

/** `dbt list`. */
export const list = defineCommand({
  type: 'io.kestra.plugin.dbt.cli.List',
  title: 'Name the nodes of a project in the log.',
  words: 'list',
  options: ['selector', 'select', 'exclude'],
  stored: [],
});
