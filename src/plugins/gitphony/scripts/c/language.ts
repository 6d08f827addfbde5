import { colonError, type CompiledLanguage } from '../../../../plugin-kit/scripts/compiled-language.ts';

/** C by gcc. */
export const c: CompiledLanguage = {
  family: 'c',
  name: 'C',
  image: 'gcc',
  options: ['-O2', '-lm'],
  sourceFile: () => 'main.c',
  identify: 'gcc --version && gcc -dumpmachine',
  // Libraries are searched in the order of the command line: options stand behind the source that needs them.
  compile: (sourceFile, options) => `gcc -o "$program" ${sourceFile} ${options}`,
  run: () => '"$program"',
  firstError: colonError,
};
