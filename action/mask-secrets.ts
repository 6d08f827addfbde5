import * as core from '@actions/core';
import { loadSecrets } from '../src/project/secrets.ts';
import { secretPrefix } from '../src/util/github-names.ts';
import { createMasker, type Masker } from '../src/util/masker.ts';
import { secretForms } from '../src/util/secret-forms.ts';

/** Characters below which a mask hits words that have nothing to do with the secret. */
const SHORT_SECRET = 6;

/** Has the runner hide every form of every secret of this job; the masker does the same for what we write into files. */
export function maskSecrets(root: string, environment: Readonly<Record<string, string | undefined>>): Masker {
  const values = [...loadSecrets(root).values()];
  for (const value of values) for (const form of secretForms(value)) core.setSecret(form);
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith(secretPrefix) || value === undefined || value === '' || value.length >= SHORT_SECRET) continue;
    core.warning(
      `the secret ${name.slice(secretPrefix.length)} has fewer than ${SHORT_SECRET} characters: its mask hides them wherever they occur, and GitHub drops outputs that hold them`,
      { title: 'Gitphony: a short secret' },
    );
  }
  return createMasker(values);
}
