import type { DoctorCheck } from '../check.ts';

export const flowsCheck: DoctorCheck = {
  name: 'flows',
  where: 'here',
  async look({ flows: { parsed, duplicates } }) {
    const problems = [...parsed.flatMap((flow) => flow.problems), ...duplicates];
    const files = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file));
    return [...files].toSorted().map((file) => {
      return { level: 'error', message: `${file} has errors: it is not run`, fix: `gitphony validate ${file}` };
    });
  },
};
