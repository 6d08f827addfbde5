import { compileProject } from '../../../generator/index.ts';
import type { DoctorCheck } from '../check.ts';

/** Workflows that are not what the flows say. */
export const driftCheck: DoctorCheck = {
  name: 'workflows',
  where: 'here',
  async look({ project, flows }) {
    const report = await compileProject({
      root: project.repository,
      flows: flows.flows,
      called: flows.subflows,
      config: project.config,
      registry: project.registry,
      check: true,
    });
    const drifted = report.workflows.filter(({ status }) => status !== 'unchanged' && status !== 'refused');
    const refused = report.workflows.filter(({ status }) => status === 'refused');
    return [
      ...drifted.map(({ path, status }) => ({
        level: 'error' as const,
        message: `${path} is ${status}`,
        fix: 'gitphony compile, then commit',
      })),
      ...refused.map(({ path, source }) => ({
        level: 'error' as const,
        message: `${path} cannot be made from ${source}`,
        fix: 'gitphony compile tells why',
      })),
    ];
  },
};
