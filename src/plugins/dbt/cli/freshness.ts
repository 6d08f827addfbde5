import { defineCommand } from './define-command.ts';

/** `dbt source freshness`. */
export const freshness = defineCommand({
  type: 'io.kestra.plugin.dbt.cli.Freshness',
  title: 'Look how old the data of sources is.',
  words: 'source freshness',
  options: ['thread', 'selector', 'select', 'exclude'],
  stored: [],
});
