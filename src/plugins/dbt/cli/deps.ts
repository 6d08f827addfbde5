import { defineCommand } from './define-command.ts';

/** `dbt deps`. */
export const deps = defineCommand({
  type: 'io.kestra.plugin.dbt.cli.Deps',
  title: 'Download the packages that a project needs.',
  words: 'deps',
  options: [],
  stored: [],
  example: [],
});
