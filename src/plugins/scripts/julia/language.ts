import type { Language } from '../../../plugin-kit/scripts/language.ts';

/** Julia, as Kestra runs it. */
export const julia: Language = {
  family: 'julia',
  name: 'Julia',
  image: 'julia',
  extension: '.jl',
  run: 'julia',
  unproven: 'no Julia can be had where they run. They check the command, the files and the image.',
};
