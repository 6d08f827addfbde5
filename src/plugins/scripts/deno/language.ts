import type { Language } from '../../../plugin-kit/scripts/language.ts';

/** Deno, as Kestra runs it. */
export const deno: Language = {
  family: 'deno',
  name: 'Deno',
  image: 'denoland/deno',
  extension: '.ts',
  run: 'deno run',
};
