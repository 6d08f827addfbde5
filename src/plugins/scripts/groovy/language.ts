import type { Language } from '../../../plugin-kit/scripts/language.ts';

/** Groovy, as Kestra runs it. */
export const groovy: Language = {
  family: 'groovy',
  name: 'Groovy',
  image: 'groovy',
  extension: '.groovy',
  run: 'groovy',
};
