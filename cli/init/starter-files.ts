import type { InitAnswers } from './answers.ts';
import { schemaLine } from './editor-files.ts';

/** The flows of a new project, by path from its root. */
export function starterFlows({ postgres, schedule }: InitAnswers): Readonly<Record<string, string>> {
  return { 'flows/hello.yaml': helloFlow(schedule), ...(postgres ? { 'flows/trips.yaml': tripsFlow } : {}) };
}

/** Lines of `.gitignore`: records of runs and secrets are no source; the action's bundle is, whatever ignores other dist/ folders. */
export const ignoredLines: readonly string[] = ['.gitphony/', '.env', '!action/dist/'];

/** The text of gitphony.yaml. `prefix`: the folder of the flows in a monorepo, else empty. */
export function settingsText({ action, postgres, deploy }: InitAnswers, prefix: string): string {
  const parts = [
    '# What only this repository needs; the flows themselves stay valid Kestra.\n',
    ...(prefix === '' ? [] : [`# Where flows/, subflows/ and namespace-files/ are.\nroot: ${prefix}\n`]),
    action === './action'
      ? '# How the workflows name the action: the copy in this repository.\naction: ./action\n'
      : `# How the workflows name the action: one commit of it.\naction: "${action}"\n`,
    ...(deploy === 'none'
      ? []
      : [
          `# Pull requests and pushes are checked${deploy === 'commit' ? ', and what compile makes is committed' : ''}; gitphony-run.yml runs flows of any branch.\ndeploy: ${deploy}\n`,
        ]),
    ...(postgres ? [postgresSettings] : []),
  ];
  return parts.join('\n');
}

const postgresSettings = `# A PostgreSQL of this project's own for local runs. On GitHub each job gets an empty one that ends with the job. To keep rows
# there, write github: none and give the repository the secrets POSTGRES_JDBC_URL, POSTGRES_USER and POSTGRES_PASSWORD.
services:
  postgres: {local: embedded, github: scratch}

# So that no flow says where the database is.
pluginDefaults:
  - type: io.kestra.plugin.jdbc.postgresql
    values:
      url: "{{ secret('POSTGRES_JDBC_URL') }}"
      username: "{{ secret('POSTGRES_USER') }}"
      password: "{{ secret('POSTGRES_PASSWORD') }}"
`;

function helloFlow(schedule: string | undefined): string {
  const trigger = `
triggers:
  - id: planned
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "${schedule}"
`;
  return `${schemaLine}${hello}${schedule === undefined ? '' : trigger}`;
}

const hello = `id: hello
namespace: demo
description: Greets whoever you name.

inputs:
  - id: name
    type: STRING
    defaults: world

tasks:
  - id: greet
    type: io.kestra.plugin.core.log.Log
    message: "Hello, {{ inputs.name }}!"
`;

const tripsFlow = `${schemaLine}id: trips
namespace: demo
description: Taxi trips from CSV to PostgreSQL, by way of a staging table. Run again, it adds nothing.

# All runs share the staging table.
concurrency:
  limit: 1

inputs:
  - id: taxi
    type: SELECT
    values: [green, yellow]
    defaults: green

tasks:
  - id: extract
    type: io.kestra.plugin.scripts.shell.Commands
    description: Stands for a download, e.g. wget -nv -O - "$ADDRESS" | gunzip > trips.csv
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    env:
      TAXI: "{{ inputs.taxi }}"
    commands:
      - printf 'taxi,picked_up_at,distance\\n' > trips.csv
      - for day in 01 02 03; do echo "$TAXI,2019-01-$day 09:00:00,$day.5" >> trips.csv; done
    outputFiles:
      - trips.csv

  - id: tables
    type: io.kestra.plugin.jdbc.postgresql.Queries
    sql: |
      CREATE TABLE IF NOT EXISTS trips (
        taxi text, picked_up_at timestamp, distance numeric, PRIMARY KEY (taxi, picked_up_at)
      );
      CREATE TABLE IF NOT EXISTS trips_staging (taxi text, picked_up_at timestamp, distance numeric);
      TRUNCATE trips_staging;

  - id: stage
    type: io.kestra.plugin.jdbc.postgresql.CopyIn
    from: "{{ outputs.extract.outputFiles['trips.csv'] }}"
    format: CSV
    header: true
    table: trips_staging
    columns: [taxi, picked_up_at, distance]

  - id: merge
    type: io.kestra.plugin.jdbc.postgresql.Queries
    sql: |
      MERGE INTO trips AS t
      USING trips_staging AS s ON t.taxi = s.taxi AND t.picked_up_at = s.picked_up_at
      WHEN NOT MATCHED THEN INSERT (taxi, picked_up_at, distance) VALUES (s.taxi, s.picked_up_at, s.distance);

  - id: count
    type: io.kestra.plugin.jdbc.postgresql.Query
    sql: SELECT count(*) AS trips FROM trips
    fetchType: FETCH_ONE

  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.count.row.trips }} trips in the table"

triggers:
  - id: monthly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 * *"
    inputs:
      taxi: green
`;
