import type { Language } from '../../../plugin-kit/scripts/language.ts';

/** JBang, as Kestra runs it. */
export const jbang: Language = {
  family: 'jbang',
  name: 'JBang',
  image: 'jbangdev/jbang-action',
  extension: '.java',
  run: 'jbang --quiet',
  unproven: 'no JBang can be had where they run. They check the command, the files and the image.',
};
