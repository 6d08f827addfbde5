import type { Language } from '../../../plugin-kit/scripts/language.ts';

/** Perl, as Kestra runs it. */
export const perl: Language = {
  family: 'perl',
  name: 'Perl',
  image: 'perl',
  extension: '.pl',
  run: 'perl',
};
