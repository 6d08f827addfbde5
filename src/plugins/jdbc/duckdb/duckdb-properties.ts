import { selfRendered, Type } from '../../../contract/schema.ts';
import { fetchedOutputs } from '../query-outputs.ts';
import { queryProperties } from '../query-properties.ts';

/** Properties of both query tasks. */
export const duckdbProperties = {
  url: Type.Optional(
    Type.String({
      description:
        '`jdbc:duckdb:` is a database of the task’s own, empty at first. `jdbc:duckdb:/absolute/path.db` is a file that stays; ' +
        '`jdbc:duckdb:md:name?motherduck_token=…` is MotherDuck (its extension comes from DuckDB’s server).',
      default: 'jdbc:duckdb:',
    }),
  ),
  inputFiles: Type.Optional(
    selfRendered(
      Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.String()], {
        description:
          'Files to make in the working folder before: a map from relative path to content or to the URI of a stored file. SQL reads them ' +
          "by that path, `read_csv('trips.csv')`, or as `{{ workingDir }}/trips.csv`.",
      }),
    ),
  ),
  outputFiles: Type.Optional(
    Type.Array(Type.String(), {
      description:
        "Names of files that the SQL writes; each path is `{{ outputFiles.name }}`: `COPY t TO '{{ outputFiles.out }}' (HEADER)`. They are stored at the end.",
    }),
  ),
  databaseUri: Type.Optional(
    Type.String({
      description: 'URI of a stored database file, as an earlier task’s `databaseUri`; the task works on a copy.',
    }),
  ),
  outputDbFile: Type.Optional(
    Type.Boolean({
      description: 'Store the database file at the end; its address is the output `databaseUri`.',
      default: false,
    }),
  ),
  timeZoneId: Type.Optional(
    Type.String({
      description:
        "Time zone of the session, by IANA's name (`Europe/Paris`): decides how `timestamptz` values are printed and what `now()::date` is. Default `UTC`.",
    }),
  ),
  username: Type.Optional(Type.String({ description: 'Without effect: DuckDB has no users.' })),
  password: Type.Optional(Type.String({ description: 'Without effect, see `username`.', 'x-secret': true })),
  ...queryProperties,
};

/** The outputs of both beside the rows. */
export const duckdbOutputs = {
  outputFiles: Type.Optional(
    Type.Record(Type.String(), Type.String(), { description: 'URIs of the stored `outputFiles` by name.' }),
  ),
  databaseUri: Type.Optional(
    Type.String({ description: 'URI of the stored database file, with `outputDbFile: true`.' }),
  ),
};

/** Outputs of a query of one statement. */
export const queryOutputs = Type.Object({ ...fetchedOutputs, ...duckdbOutputs });

const schema = Type.Object(duckdbProperties);

/** The properties after rendering. */
export type DuckdbProperties = typeof schema.static;
