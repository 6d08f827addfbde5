import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { hasOwner } from '../code-owners.ts';
import type { DoctorCheck } from '../check.ts';

/** Where GitHub looks, in its order. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/**
 * Who may change a flow may use its secrets: the files that decide what runs need an owner who reviews. Where environments keep secrets it
 * must be so, elsewhere it is advice.
 */
export const codeOwnersCheck: DoctorCheck = {
  name: 'code owners',
  where: 'github',
  async look({ project }) {
    const { config, repository, root } = project;
    const below = relative(repository, root).replaceAll('\\', '/');
    const inRoot = (path: string): string => (below === '' ? path : `${below}/${path}`);
    const found = places.find((place) => existsSync(join(repository, place)));
    const text = found === undefined ? '' : await readFile(join(repository, found), 'utf8');
    // A file in each, which need not be there: what matters is what somebody could add.
    const probes = {
      'flows/': inRoot('flows/any/flow.yaml'),
      'namespace-files/': inRoot('namespace-files/any/script.py'),
      'gitphony.yaml': 'gitphony.yaml',
      '.github/': '.github/workflows/any.yml',
    };
    const missing = Object.entries(probes).flatMap(([name, path]) => (hasOwner(text, path) ? [] : [name]));
    if (missing.length === 0) return [];
    const guards =
      config.branches.length > 0 ||
      Object.values(config.namespaces).some(({ environment }) => environment !== undefined);
    const lines = missing.map(
      (name) => `/${name === 'gitphony.yaml' || name === '.github/' ? name : inRoot(name)} @owner`,
    );
    return [
      {
        level: guards ? 'error' : 'warning',
        message: `${found ?? 'CODEOWNERS'} names no owner for ${missing.join(', ')}: who changes them decides what runs`,
        fix: `add to ${found ?? '.github/CODEOWNERS'}: ${lines.join('; ')}; and require reviews of code owners`,
      },
    ];
  },
};
