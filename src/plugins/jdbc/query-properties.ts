import { Type } from '../../contract/schema.ts';
import { fetchProperties } from '../../plugin-kit/rows/fetch-type.ts';

/** What every SQL query task takes, whatever its database. */
export const queryProperties = {
  ...fetchProperties,
  parameters: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description:
        'Values for `:name` placeholders in the SQL. They never become part of the SQL’s text: use them for everything that comes from outside.',
    }),
  ),
};
