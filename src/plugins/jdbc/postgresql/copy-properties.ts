import { Type } from '../../../contract/schema.ts';
import { connectionProperties, timeZoneProperty } from './connection-properties.ts';

/** The forms that COPY reads and writes. */
export type CopyFormat = 'TEXT' | 'CSV' | 'BINARY';

const character = (description: string) => Type.Optional(Type.String({ description }));
const columnList = (description: string) => Type.Optional(Type.Array(Type.String(), { description }));

/** What CopyIn and CopyOut have in common, by Kestra's names. Source: https://www.postgresql.org/docs/current/sql-copy.html */
export const copyProperties = {
  columns: columnList('The columns of the data, in their order; default: all columns of the table.'),
  format: Type.Optional(
    Type.Unsafe<CopyFormat>({
      type: 'string',
      enum: ['TEXT', 'CSV', 'BINARY'],
      default: 'TEXT',
      description: 'Form of the data: CSV; TEXT: PostgreSQL’s own, tabs between columns; BINARY.',
    }),
  ),
  delimiter: character('The character between columns, or `\\t`. Default: a tab for TEXT, a comma for CSV.'),
  quote: character('The character around values in CSV. Default `"`.'),
  escape: character('The character in front of a quote inside a quoted value in CSV. Default: the quote itself.'),
  nullString: Type.Optional(
    Type.String({
      description: 'What stands for NULL. Default: `\\N` for TEXT, an empty value without quotes for CSV.',
    }),
  ),
  encoding: Type.Optional(Type.String({ description: 'Encoding of the data, e.g. `LATIN1`. Default `UTF8`.' })),
  ...connectionProperties,
  ...timeZoneProperty,
};

/** `header` as flows write it. */
export const headerProperty = {
  header: Type.Optional(
    Type.Unsafe<boolean | 'MATCH'>({
      anyOf: [{ type: 'boolean' }, { type: 'string', enum: ['MATCH'] }],
      description:
        'True: the first line holds column names (skipped on the way in). `MATCH` (CopyIn): its names must be those of the columns, in their order.',
    }),
  ),
};

/** A list of columns, or `*`. */
export const columnsOrAll = columnList;
