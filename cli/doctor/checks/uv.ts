import { askProgram } from '../../../src/util/ask-program.ts';
import type { DoctorCheck } from '../check.ts';
import { allTasks, namesOf } from '../task-types.ts';

/** Only where a Python script of the project's flows names packages. */
export const uvCheck: DoctorCheck = {
  name: 'uv',
  where: 'here',
  async look(scene) {
    const users = [...allTasks(scene)].filter(
      ({ task: { type, properties } }) =>
        type.startsWith('io.kestra.plugin.scripts.python.') &&
        properties['dependencies'] !== undefined &&
        properties['packageManager'] !== 'PIP',
    );
    if (users.length === 0) return [];
    const answer = await askProgram('uv', ['--version'], { directory: scene.project.root });
    if (!('failure' in answer)) return [];
    const names = namesOf(users.map(({ flow }) => flow));
    const fix = 'install it: https://docs.astral.sh/uv, or say packageManager: PIP';
    return [
      { level: 'warning', message: `uv is not there: packages of ${names} are installed slower, or not at all`, fix },
    ];
  },
};
