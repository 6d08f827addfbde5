import type { PostgresClient } from './client.ts';
import { FIRST_USER_OID, type UserTypes } from './values.ts';

/** hstore and the arrays of the database's own types; those of its tables' row types are left out, there may be thousands. */
const userTypesSql = `SELECT t.oid, t.typname, t.typelem
  FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
  WHERE t.oid >= ${FIRST_USER_OID} AND (t.typname = 'hstore' OR (t.typcategory = 'A' AND e.typtype <> 'c'))`;

/** Loads what `readerOf` needs to read columns of the database's own types. */
export async function loadUserTypes(client: PostgresClient): Promise<UserTypes> {
  const { rows } = await client.query<[string, string, string]>({ text: userTypesSql, rowMode: 'array' });
  return new Map(rows.map(([oid, name, element]) => [Number(oid), { name, elementOid: Number(element) }]));
}
