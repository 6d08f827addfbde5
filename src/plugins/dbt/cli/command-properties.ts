import { Type } from '../../../contract/schema.ts';
import { dbtProperties, dockerOptionsProperty } from './dbt-properties.ts';

/** What tasks that stand for one command of dbt take. */
export const commandProperties = {
  ...dbtProperties,
  ...dockerOptionsProperty,
  dbtPath: Type.Optional(
    Type.String({
      description: 'The program. Default: `./bin/dbt` where Setup has made one in the working directory, else `dbt`.',
    }),
  ),
  thread: Type.Optional(Type.Integer({ description: 'How many nodes run at once.', minimum: 1 })),
  fullRefresh: Type.Optional(Type.Boolean({ description: 'Make incremental models anew.', default: false })),
  target: Type.Optional(Type.String({ description: 'Target of the profile.' })),
  selector: Type.Optional(Type.String({ description: 'A selector of selectors.yml.' })),
  select: Type.Optional(Type.Array(Type.String(), { description: 'Nodes to take.' })),
  exclude: Type.Optional(Type.Array(Type.String(), { description: 'Nodes to leave out.' })),
  debug: Type.Optional(Type.Boolean({ description: 'Show dbt’s own debug lines.', default: false })),
  warnError: Type.Optional(Type.Boolean({ description: 'Fail where dbt would warn.', default: false })),
  failFast: Type.Optional(Type.Boolean({ description: 'Stop at the first node that fails.', default: false })),
};

const schema = Type.Object(commandProperties);

/** The properties after rendering. */
export type CommandProperties = typeof schema.static;
