/**
 * Types of Kestra that people look for first. Those that this build does not know stand in the README under "not yet"; one
 * that has been built leaves that column by itself.
 */
export const wantedTypes: readonly string[] = [
  ...[
    'Parallel',
    'ForEach',
    'Switch',
    'Dag',
    'Subflow',
    'ForEachItem',
    'Pause',
    'WorkingDirectory',
    'LoopUntil',
    'AllowFailure',
  ].map((name) => `io.kestra.plugin.core.flow.${name}`),
  ...['Exit', 'Resume', 'SetVariables', 'Count'].map((name) => `io.kestra.plugin.core.execution.${name}`),
  ...['Flow', 'Webhook'].map((name) => `io.kestra.plugin.core.trigger.${name}`),
  ...['Write', 'Concat', 'Delete', 'Size', 'Split'].map((name) => `io.kestra.plugin.core.storage.${name}`),
  ...['Get', 'Set', 'Delete'].map((name) => `io.kestra.plugin.core.state.${name}`),
  'io.kestra.plugin.scripts.runner.docker.Docker',
  'io.kestra.plugin.scripts.node.Script',
  'io.kestra.plugin.jdbc.postgresql.Trigger',
  'io.kestra.plugin.jdbc.duckdb.Queries',
  'io.kestra.plugin.gcp.bigquery.Query',
  'io.kestra.plugin.gcp.bigquery.CreateDataset',
  'io.kestra.plugin.gcp.gcs.Upload',
  'io.kestra.plugin.gcp.gcs.CreateBucket',
  'io.kestra.plugin.dbt.cli.DbtCLI',
];

/** Commands that are planned; one that is built leaves the README's "not yet" by itself. */
export const wantedCommands: readonly string[] = ['init', 'test', 'schema', 'doctor', 'dev', 'ui', 'secrets'];
