import type { Language } from '../../../plugin-kit/scripts/language.ts';

/** Ruby, as Kestra runs it. */
export const ruby: Language = {
  family: 'ruby',
  name: 'Ruby',
  image: 'ruby',
  extension: '.rb',
  run: 'ruby',
};
