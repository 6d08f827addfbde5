/** Where `gitphony init` writes what, relative to the new project's root. */
export type StarterFiles = Readonly<Record<string, string>>;

/** The files of a new project. `postgres`: with a database of its own and a flow that loads rows into it. */
export function starterFiles({ postgres }: { readonly postgres: boolean }): StarterFiles {
  return postgres
    ? { 'gitphony.yaml': postgresConfig, 'flows/hello.yaml': helloFlow, 'flows/trips.yaml': tripsFlow }
    : { 'gitphony.yaml': plainConfig, 'flows/hello.yaml': helloFlow };
}

/** Lines of `.gitignore`: records of runs and secrets are no source; the action's bundle is, whatever ignores other dist/ folders. */
export const ignoredLines: readonly string[] = ['.gitphony/', '.env', '!action/dist/'];

const plainConfig = `# What only this repository needs; the flows themselves stay valid Kestra.

# How the workflows name the action: the copy in this repository.
action: ./action
`;

const postgresConfig = `${plainConfig}
# A PostgreSQL of this project's own for local runs. On GitHub each job gets an empty one that ends with the job. To keep rows
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

const helloFlow = `id: hello
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

const tripsFlow = `id: trips
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
