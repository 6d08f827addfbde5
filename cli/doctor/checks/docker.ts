import { askProgram } from '../../../src/util/ask-program.ts';
import type { DoctorCheck } from '../check.ts';
import { allTasks, namesOf } from '../task-types.ts';

const runners = 'io.kestra.plugin.scripts.runner.docker';

/** Only where a script of the project's flows would run in a container. */
export const dockerCheck: DoctorCheck = {
  name: 'docker',
  where: 'here',
  async look(scene) {
    const { project } = scene;
    const tasks = [...allTasks(scene)].filter(({ task }) => task.type.startsWith('io.kestra.plugin.scripts.'));
    const asked = tasks.filter(({ task }) => Object.values(task.runners).some(({ type }) => type.startsWith(runners)));
    const byDefault = tasks.filter(({ task }) => Object.keys(task.runners).length === 0);
    const needed = project.config.runner === 'docker' ? [...asked, ...byDefault] : asked;
    const wanted = project.config.runner === 'auto' ? byDefault : [];
    if (needed.length + wanted.length === 0) return [];
    const environment = { DOCKER_HOST: process.env['DOCKER_HOST'], DOCKER_CONTEXT: process.env['DOCKER_CONTEXT'] };
    const answer = await askProgram('docker', ['version', '--format', '{{.Server.Version}}'], {
      directory: project.root,
      environment,
    });
    if (!('failure' in answer)) return [];
    const fix = 'install and start Docker or podman, or set runner: process in gitphony.yaml';
    if (needed.length > 0) {
      const names = namesOf(needed.map(({ flow }) => flow));
      return [{ level: 'error', message: `no container engine answers, and scripts of ${names} need one`, fix }];
    }
    const names = namesOf(wanted.map(({ flow }) => flow));
    const message = `no container engine answers: scripts of ${names} run as plain processes here, in containers on GitHub`;
    return [{ level: 'warning', message, fix }];
  },
};
