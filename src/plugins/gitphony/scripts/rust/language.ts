import type { CompiledLanguage } from '../../../../plugin-kit/scripts/compiled-language.ts';

/** Rust by rustc: the standard library, no crates. */
export const rust: CompiledLanguage = {
  family: 'rust',
  name: 'Rust',
  image: 'rust',
  options: ['-C', 'opt-level=3', '--edition', '2021'],
  sourceFile: () => 'main.rs',
  identify: 'rustc -vV',
  compile: (sourceFile, options) => `rustc ${options} -o "$program" ${sourceFile}`,
  run: () => '"$program"',
  firstError(messages) {
    const match = /^error(?:\[\w+\])?: (.*)\n\s*--> [^:\n]+:(\d+):(\d+)$/mu.exec(messages);
    if (match === null) return undefined;
    const [, text = '', line, column] = match;
    return { line: Number(line), column: Number(column), text };
  },
};
