import type { Language } from '../../../plugin-kit/scripts/language.ts';
import { kestraEnvironment } from '../node/kestra-environment.ts';

/** Bun, as Kestra runs it. */
export const bun: Language = {
  family: 'bun',
  name: 'Bun',
  image: 'oven/bun',
  extension: '.ts',
  environment: kestraEnvironment,
  run: 'bun run',
};
