import type { Language } from '../../../plugin-kit/scripts/language.ts';

/** PHP, as Kestra runs it. */
export const php: Language = {
  family: 'php',
  name: 'PHP',
  image: 'php',
  extension: '.php',
  run: 'php',
};
