import { Type } from '../../../contract/schema.ts';

/** The properties that Python tasks have beside those of every script. */
export const pythonProperties = {
  dependencies: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Packages to install by pip before the script runs, e.g. `requests` or `pandas==2.2.3`.',
    }),
  ),
  dependencyCacheEnabled: Type.Optional(
    Type.Boolean({
      description: 'Keep installed dependencies for later runs with the same list and the same Python.',
      default: true,
    }),
  ),
  pythonVersion: Type.Optional(
    Type.String({ description: 'The Python to use, as `3.12`: the program `python3.12` has to be installed.' }),
  ),
};

const schema = Type.Object(pythonProperties);

/** The rendered properties that Python tasks have of their own. */
export type PythonProperties = typeof schema.static;
