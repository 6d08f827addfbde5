import type { Language } from '../../../plugin-kit/scripts/language.ts';

/** Go, as Kestra runs it. */
export const go: Language = {
  family: 'go',
  name: 'Go',
  image: 'golang',
  extension: '.go',
  run: 'go run',
};
