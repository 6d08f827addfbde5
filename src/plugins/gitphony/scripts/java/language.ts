import { colonError, type CompiledLanguage } from '../../../../plugin-kit/scripts/compiled-language.ts';
import { mainClass } from './main-class.ts';

/** Java by the JDK's own compiler: the standard library, no Maven. */
export const java: CompiledLanguage = {
  family: 'java',
  name: 'Java',
  image: 'eclipse-temurin:21',
  options: ['-encoding', 'UTF-8'],
  sourceFile: (script) => `${mainClass(script).name}.java`,
  // javac would start a whole machine to say the same.
  identify: 'java -version',
  compile: (sourceFile, options) => `javac ${options} -d "$program" ${sourceFile}`,
  run: (script) => `java -cp "$program" ${mainClass(script).fullName}`,
  firstError: colonError,
};
