import type { Language } from '../../../plugin-kit/scripts/language.ts';

/** R, as Kestra runs it. */
export const r: Language = {
  family: 'r',
  name: 'R',
  image: 'r-base',
  extension: '.R',
  run: 'Rscript',
};
