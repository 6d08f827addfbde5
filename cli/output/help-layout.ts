/**
 * Lays out what stands below a command's options: in a narrow terminal the remark of an example goes below it, and sentences break between
 * words.
 */
export function layOutHelp(text: string, width: number): string {
  return text
    .split(/\n{2,}/)
    .map((block) => (/^ {2}\S/m.test(block) ? layOutExamples(block, width) : layOutSentences(block, width)))
    .join('\n\n');
}

/** The examples of a help text that call `words`, with their heading; empty where there is none. */
export function examplesOf(text: string, words: string): string {
  const lines = text.split('\n').filter((line) => line.startsWith(`  ${words} `) || line === `  ${words}`);
  return lines.length === 0 ? '' : `\nExamples:\n${lines.join('\n')}`;
}

function layOutExamples(block: string, width: number): string {
  const lines = block.split('\n').map((line) => {
    const [, command = line, remark] = /^( {2}\S.*?) {2,}(\S.*)$/.exec(line) ?? [];
    return { command, remark };
  });
  const remarked = lines.filter(({ remark }) => remark !== undefined);
  const column = Math.max(...remarked.map(({ command }) => command.length)) + 4;
  const isWide = remarked.every(({ remark = '' }) => column + remark.length <= width);
  return lines
    .map(({ command, remark }) => {
      if (remark === undefined) return command;
      if (isWide) return `${command.padEnd(column)}${remark}`;
      return `${command}\n${wrap(remark, width - 6)
        .map((part) => `      ${part}`)
        .join('\n')}`;
    })
    .join('\n');
}

/** A line that ends in the middle of a sentence was broken by whoever wrote it: it goes on in the next. */
function layOutSentences(block: string, width: number): string {
  if (block.split('\n').every((line) => line.length <= width)) return block;
  const joined = block.trimStart().replaceAll(/([^.:;\n])\n(?=\S)/g, '$1 ');
  const start = block.slice(0, block.length - block.trimStart().length);
  return `${start}${joined
    .split('\n')
    .flatMap((line) => wrap(line, width))
    .join('\n')}`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
