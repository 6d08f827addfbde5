import { selfRendered, Type } from '../../../contract/schema.ts';
import { scriptProperties } from '../../../plugin-kit/scripts/properties.ts';
import { manifestProperties } from './manifest.ts';

/** What every dbt task takes. */
export const dbtProperties = {
  ...scriptProperties,
  ...manifestProperties,
  projectDir: Type.Optional(
    Type.String({
      description: 'Folder with dbt_project.yml, relative to the working directory. Default: that itself.',
    }),
  ),
  profiles: Type.Optional(
    selfRendered(
      Type.String({
        description:
          'Text of profiles.yml. It lies in a file that only dbt’s user may read, and is removed at the end. Default: the project’s own.',
      }),
    ),
  ),
  parseRunResults: Type.Optional(
    Type.Boolean({
      description: 'Record each model and test as a task run of its own, and store run_results.json and manifest.json.',
      default: true,
    }),
  ),
};

const schema = Type.Object(dbtProperties);

/** The properties after rendering. */
export type DbtProperties = typeof schema.static;
