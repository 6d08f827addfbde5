/** A fenced block of a page. */
export interface PageBlock {
  /** The line of its opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  /** Words behind the language, such as `exit=1`. */
  readonly notes: readonly string[];
  readonly text: string;
}

/** The fenced blocks of a Markdown page, in order. */
export function pageBlocks(markdown: string): readonly PageBlock[] {
  const blocks: PageBlock[] = [];
  let open: { readonly line: number; readonly info: string; readonly lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (open === undefined) {
      if (line.startsWith('```')) open = { line: index + 1, info: line.slice(3), lines: [] };
    } else if (line === '```') {
      const [language = '', ...notes] = open.info.split(' ');
      blocks.push({ line: open.line, language, notes, text: `${open.lines.join('\n')}\n` });
      open = undefined;
    } else {
      open.lines.push(line);
    }
  }
  if (open !== undefined) throw new Error(`line ${open.line}: expected a closing \`\`\`, found the end of the page`);
  return blocks;
}

/** Commands of a page, and what it says that they print. */
export interface PageStep {
  readonly line: number;
  readonly commands: string;
  /** Default 0. */
  readonly exitCode: number;
  /** Undefined where the page shows no output. */
  readonly printed: string | undefined;
}

/** The `sh` blocks of a page; a `text` block right behind one is its output. `exit=1` behind `sh` says how its last command ends. */
export function pageSteps(markdown: string): readonly PageStep[] {
  const blocks = pageBlocks(markdown);
  return blocks.flatMap((block, index) => {
    if (block.language !== 'sh') return [];
    const next = blocks[index + 1];
    const exit = block.notes.find((note) => note.startsWith('exit='));
    return [
      {
        line: block.line,
        commands: block.text,
        exitCode: exit === undefined ? 0 : Number(exit.slice('exit='.length)),
        printed: next?.language === 'text' ? next.text : undefined,
      },
    ];
  });
}
