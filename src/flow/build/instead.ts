/** Families that a command line stands for. */
const programs: Readonly<Record<string, string>> = {
  ansible: 'ansible-playbook',
  'aws.cli': 'aws',
  azure: 'az',
  cloudquery: 'cloudquery',
  docker: 'docker',
  fs: 'curl, sftp or lftp',
  'gcp.cli': 'gcloud',
  kubernetes: 'kubectl',
  spark: 'spark-submit',
  terraform: 'terraform',
};

const commandLines = Object.entries(programs).map(
  ([family, program]) =>
    [
      new RegExp(`^io\\.kestra\\.plugin\\.${family.replace('.', '\\.')}\\.`),
      `an io.kestra.plugin.scripts.shell.Commands calls ${program}`,
    ] as const,
);

/** Plugins of Kestra that are not built in, by the beginning of their names, and what does the same work here. */
const rules: readonly (readonly [type: RegExp, instead: string])[] = [
  [
    /^io\.kestra\.plugin\.(?:notifications\.mail|email)\./,
    'an io.kestra.plugin.scripts.python.Script with smtplib sends mails; of failed runs GitHub writes by itself',
  ],
  [
    /^io\.kestra\.plugin\.(?:notifications|slack|discord|microsoft365\.teams|telegram|googlechat|mattermost|pagerduty|opsgenie)\./,
    "an io.kestra.plugin.core.http.Request (method: POST) to the webhook's address, from secret(), sends the message",
  ],
  [
    /^io\.kestra\.plugin\.serdes\./,
    'files keep the form in which they come: io.kestra.plugin.jdbc.duckdb.Query reads CSV, JSON and Parquet as tables, and COPY … TO writes them',
  ],
  [
    /^io\.kestra\.plugin\.transform\.|^io\.kestra\.plugin\.jq\./,
    "the filter jq of expressions ({{ … | jq('.a') }}) transforms JSON; io.kestra.plugin.jdbc.duckdb.Query whole files",
  ],
  [
    /^io\.kestra\.plugin\.jdbc\.sqlite\./,
    'an io.kestra.plugin.scripts.python.Script has sqlite3 at hand; io.kestra.plugin.jdbc.duckdb.Queries keeps a database in a file too',
  ],
  [
    /^io\.kestra\.plugin\.jdbc\.(?!postgresql\.|duckdb\.)/,
    "an io.kestra.plugin.scripts.python.Script with the database's client in `dependencies` runs the SQL",
  ],
  [
    /^io\.kestra\.plugin\.git\.(?:Sync|Push|Tenant|NamespaceSync)/,
    'flows and namespace files are files of this repository already: git pull and git push do it; io.kestra.plugin.git.Clone fetches another repository',
  ],
  [
    /^io\.kestra\.plugin\.fs\.ssh\./,
    'an io.kestra.plugin.scripts.shell.Commands with taskRunner: {type: gitphony.runner.Ssh, …} runs commands on another machine',
  ],
  ...commandLines,
  [
    /^io\.kestra\.plugin\.gcp\.(?:auth|dataform|dataproc|firestore|function|gke|pubsub|runner|secretmanager|vertexai|monitoring)\./,
    'an io.kestra.plugin.scripts.shell.Commands calls gcloud, an io.kestra.plugin.scripts.python.Script Google’s client library',
  ],
  [
    /^io\.kestra\.plugin\.aws\.(?:athena|auth|cloudformation|cloudwatch|dynamodb|ecr|ecs|emr|eventbridge|glue|kinesis|lambda|redshift|runner|sns|sqs|timestream)\./,
    'an io.kestra.plugin.scripts.shell.Commands calls aws, an io.kestra.plugin.scripts.python.Script boto3',
  ],
  [/^io\.kestra\.plugin\.ee\./, 'it belongs to Kestra’s paid edition'],
  [
    /^io\.kestra\.plugin\.(?:ai|openai|gemini|huggingface|perplexity|notion|github|gitlab|jira|airbyte|fivetran|hightouch)\./,
    "an io.kestra.plugin.core.http.Request calls the service's API",
  ],
];

/** What to use in place of a type of Kestra's that is not built in; undefined where nothing better than a general answer is known. */
export function insteadOf(type: string): string | undefined {
  return rules.find(([pattern]) => pattern.test(type))?.[1];
}
