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
    const causes = report.problems.filter(({ severity }) => severity === 'error');
    return [
      ...drifted.map(({ path, status }) => ({
        level: 'error' as const,
        message: `${path} is ${status}`,
        fix: 'gitphony compile, then commit',
      })),
      ...(causes.length > 0
        ? causes.map(({ file, range, message, hint }) => ({
            level: 'error' as const,
            message: `${file}:${range.start.line}: ${message}`,
            fix: hint ?? 'gitphony compile tells more',
          }))
        : refused.map(({ path, source }) => ({
            level: 'error' as const,
            message: `${path} cannot be made from ${source}`,
            fix: 'gitphony compile tells why',
          }))),
    ];
  },
};
