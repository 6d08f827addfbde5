import { defineCommand } from './define-command.ts';

/** `dbt snapshot`. */
export const snapshot = defineCommand({
  type: 'io.kestra.plugin.dbt.cli.Snapshot',
  title: 'Take snapshots.',
  words: 'snapshot',
  options: ['thread', 'selector', 'select', 'exclude'],
});
