import { defineCommand } from './define-command.ts';

/** `dbt build`. */
export const build = defineCommand({
  type: 'io.kestra.plugin.dbt.cli.Build',
  title: 'Build models, tests, seeds and snapshots in their order.',
  words: 'build',
  options: ['thread', 'fullRefresh', 'selector', 'select', 'exclude'],
});
