import { Type } from '../../../contract/schema.ts';

/** The properties that Python tasks have beside those of every script. */
export const pythonProperties = {
  dependencies: Type.Optional(
    Type.Array(Type.String(), {
      description:
        'Packages for the script, as in a requirements file: `requests`, `pandas==2.2.3`, `polars[excel]>=1`. They are resolved on the ' +
        'machine that runs the flow, kept under `~/.cache/gitphony/python` by a hash of list, Python, platform and index, and found by ' +
        'PYTHONPATH; a container gets them read-only. Versions stay as they were when the list was first resolved. A list with paths ' +
        'or options (`./wheel.whl`, `--index-url …`) is installed anew each time. Settings of uv and pip (`UV_DEFAULT_INDEX` …) may ' +
        'stand in `env`.',
    }),
  ),
  dependencyCacheEnabled: Type.Optional(
    Type.Boolean({
      description: 'Keep installed dependencies for later runs with the same list and the same Python.',
      default: true,
    }),
  ),
  pythonVersion: Type.Optional(
    Type.String({
      description:
        'The Python to use, as `3.12`. By Process, the program `python3.12`; where the machine has none, uv gets it (with ' +
        '`packageManager: UV`). In a container, the version that dependencies are resolved for; by default that of an image tag such ' +
        'as `python:3.12-slim`, else what a container of the image answers.',
      pattern: '^[0-9]+\\.[0-9]+(\\.[0-9]+)?$',
    }),
  ),
  packageManager: Type.Optional(
    Type.Union([Type.Literal('UV'), Type.Literal('PIP')], {
      description:
        'What installs dependencies. UV: found on PATH, else installed from PyPI at a pinned version. PIP: the pip of the task’s own ' +
        'Python; in a container, that of the image.',
      default: 'UV',
    }),
  ),
};

const schema = Type.Object(pythonProperties);

/** The rendered properties that Python tasks have of their own. */
export type PythonProperties = typeof schema.static;
