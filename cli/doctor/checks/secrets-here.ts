import { loadSecrets } from '../../../src/project/secrets.ts';
import { neededNames } from '../../secrets/needed-names.ts';
import type { DoctorCheck } from '../check.ts';

/** Secrets that flows name and this machine lacks: flows that need them fail here. */
export const secretsHereCheck: DoctorCheck = {
  name: 'secrets here',
  where: 'here',
  async look({ project }) {
    const known = loadSecrets(project.root);
    const services = project.config.services.postgres?.local === 'embedded';
    const needed = (await neededNames(project)).filter(({ kind }) => kind === 'secret');
    const missing = needed.filter(({ names: [name] }) => {
      // A service of the project's own hands its secrets over itself.
      return !(services && name.startsWith('POSTGRES_')) && !isKnown(known, name);
    });
    const names = [...new Set(missing.map(({ names: [name] }) => name))].toSorted();
    if (names.length === 0) return [];
    const message = `flows name ${names.length === 1 ? 'a secret' : 'secrets'} that this machine lacks: ${names.join(', ')}`;
    return [{ level: 'warning', message, fix: 'write NAME=value lines into .env, which git ignores' }];
  },
};

function isKnown(known: ReturnType<typeof loadSecrets>, name: string): boolean {
  try {
    return known.get(name) !== undefined;
  } catch {
    // It is there, though not in base64: whoever reads it hears of that.
    return true;
  }
}
