import { deprecatedDockerOptions } from '../../../plugin-kit/scripts/docker-properties.ts';
import { deprecated, selfRendered, Type } from '../../../contract/schema.ts';
import { scriptProperties } from '../../../plugin-kit/scripts/properties.ts';
import { manifestProperties } from './manifest.ts';

/** The image of a task that names none. */
export const CORE_IMAGE = 'ghcr.io/kestra-io/dbt';

const { containerImage } = scriptProperties;

/** What every dbt task takes. */
export const dbtProperties = {
  ...scriptProperties,
  containerImage: { ...containerImage, default: CORE_IMAGE } as typeof containerImage,
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
      description: 'Record each model and test as a task run of its own, and store run_results.json.',
      default: true,
    }),
  ),
};

/** The oldest word for `taskRunner` and `containerImage`, which only dbt's tasks of one command each know. */
export const dockerOptionsProperty = {
  dockerOptions: Type.Optional(
    deprecated('use `taskRunner` and `containerImage`', selfRendered(deprecatedDockerOptions)),
  ),
};

const schema = Type.Object(dbtProperties);

/** The properties after rendering. */
export type DbtProperties = typeof schema.static;
