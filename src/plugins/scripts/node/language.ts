import type { Language } from '../../../plugin-kit/scripts/language.ts';
import { kestraEnvironment } from './kestra-environment.ts';

/** Node.js, as Kestra runs it. */
export const node: Language = {
  family: 'node',
  name: 'Node.js',
  image: 'node',
  extension: '.js',
  environment: kestraEnvironment,
  run: 'node',
};
