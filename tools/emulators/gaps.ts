/** What an emulator does otherwise than Google. */
export interface EmulatorGap {
  readonly of: 'fake-gcs-server' | 'local-bigquery';
  /** What Google does. */
  readonly google: string;
  /** What the emulator does. */
  readonly emulator: string;
  /** The tests that cover Google's way, by a server that answers as its reference says. */
  readonly covered: readonly string[];
}

/** All gaps that are known. tests/integration/emulator-gaps.test.ts holds those that can be seen from outside. */
export const gaps = {
  externalTable: {
    of: 'local-bigquery',
    google: 'CREATE EXTERNAL TABLE … uris = [...] reads the files whenever the table is queried',
    emulator: 'makes an empty table; tools/emulators/bigquery-proxy.ts loads the files before each statement',
    covered: ['tests/e2e/course-gcp.test.ts'],
  },
  bytes: {
    of: 'local-bigquery',
    google: 'counts the bytes that a query reads and bills',
    emulator: 'counts none',
    covered: ['tests/integration/bigquery-faults.test.ts'],
  },
  dryRunBytes: {
    of: 'local-bigquery',
    google: 'a dry run says what the query would read',
    emulator: 'says nothing',
    covered: ['tests/integration/bigquery-faults.test.ts', 'tests/e2e/dry-run-sql.test.ts'],
  },
  jobsThatLast: {
    of: 'local-bigquery',
    google: 'jobs are PENDING, RUNNING, can be cancelled, and fail for passing reasons',
    emulator: 'every job is done when it is submitted',
    covered: ['tests/integration/bigquery-faults.test.ts', 'tests/integration/bigquery-flow.test.ts'],
  },
  badRows: {
    of: 'local-bigquery',
    google: 'names the rows that a load does not take: line, column, value',
    emulator: 'counts them',
    covered: ['tests/integration/bigquery-flow.test.ts'],
  },
  partitions: {
    of: 'local-bigquery',
    google: 'lists partitions by table$__PARTITIONS_SUMMARY__',
    emulator: 'has no such table',
    covered: ['tests/integration/bigquery-partitions.test.ts'],
  },
  positions: {
    of: 'local-bigquery',
    google: 'ends messages on SQL with [line:column]',
    emulator: "has DuckDB's messages, without a place",
    covered: ['tests/integration/bigquery-faults.test.ts', 'tests/e2e/dry-run-sql.test.ts'],
  },
  brokenStreams: {
    of: 'local-bigquery',
    google: 'streams of rows break, and answers get lost',
    emulator: 'takes every batch',
    covered: ['tests/integration/bigquery-storage-faults.test.ts'],
  },
  storedTypes: {
    of: 'local-bigquery',
    google: 'its Storage Write API takes INTERVAL and RANGE, and 38 digits of a BIGNUMERIC behind the point',
    emulator: 'reads intervals as DuckDB writes them, loses ranges, rounds to 18 digits',
    covered: ['tests/integration/bigquery-storage-faults.test.ts'],
  },
  rights: {
    of: 'fake-gcs-server',
    google: 'asks who is there and what that one may do',
    emulator: 'lets everybody do everything; so does local-bigquery',
    covered: ['tests/integration/gcp-login.test.ts', 'tests/integration/gcs.test.ts'],
  },
  compose: {
    of: 'fake-gcs-server',
    google:
      'joining holds preconditions and generations, wants one storage class, and deletes the sources where that is asked for',
    emulator: 'looks at none of that',
    covered: ['tests/integration/gcs-parts.test.ts'],
  },
  deletions: {
    of: 'fake-gcs-server',
    google: 'a deletion with a precondition is refused by 412 where another generation stands there',
    emulator: 'deletes what is there',
    covered: ['tests/integration/gcs.test.ts'],
  },
  sessions: {
    of: 'fake-gcs-server',
    google: 'a session says what it has, is over when it was given up, and keeps the media type of its header',
    emulator: 'makes an empty object of the question, goes on after the end, and forgets the type',
    covered: ['tests/integration/gcs-parts.test.ts'],
  },
  bucketNames: {
    of: 'fake-gcs-server',
    google: 'a name of a bucket is taken for all the world: 403 where it is somebody else’s',
    emulator: 'a name is free unless this server has it',
    covered: ['tests/integration/gcs.test.ts'],
  },
} as const satisfies Readonly<Record<string, EmulatorGap>>;
