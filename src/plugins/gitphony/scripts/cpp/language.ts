import { colonError, type CompiledLanguage } from '../../../../plugin-kit/scripts/compiled-language.ts';

/** C++ by g++. */
export const cpp: CompiledLanguage = {
  family: 'cpp',
  name: 'C++',
  image: 'gcc',
  options: ['-O2', '-std=c++20'],
  sourceFile: () => 'main.cpp',
  identify: 'g++ --version && g++ -dumpmachine',
  // Libraries are searched in the order of the command line: options stand behind the source that needs them.
  compile: (sourceFile, options) => `g++ -o "$program" ${sourceFile} ${options}`,
  run: () => '"$program"',
  firstError: colonError,
};
