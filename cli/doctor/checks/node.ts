import type { DoctorCheck } from '../check.ts';

/** The oldest Node that runs Gitphony, as package.json says. */
const oldest = [20, 12] as const;

export const nodeCheck: DoctorCheck = {
  name: 'node',
  where: 'here',
  async look() {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return [];
    const wanted = oldest.join('.');
    const message = `expected Node.js ${wanted} or newer, this is ${process.versions.node}`;
    return [{ level: 'error', message, fix: 'install a newer one: https://nodejs.org' }];
  },
};
