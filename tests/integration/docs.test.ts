import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { glob } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/tool-paths.ts';

const pages = await glob(['*.md', 'docs/**/*.md', '.github/**/*.md'], { cwd: projectRoot, dot: true });

describe('the documentation', () => {
  it('says of commands and types what they say of themselves', async () => {
    const { exitCode, all } = await execa('tsx', ['tools/docs.ts', '--check'], {
      cwd: projectRoot,
      preferLocal: true,
      reject: false,
      all: true,
    });
    expect(exitCode, all).toBe(0);
  });

  it('shows an example of every command, and no line wider than a terminal but commands', async () => {
    const text = await readFile(join(projectRoot, 'docs', 'cli.md'), 'utf8');
    const blocks = [...text.matchAll(/<!-- begin (help[^>]*?) -->\n([\s\S]*?)<!-- end/g)];
    expect(blocks.length).toBeGreaterThan(30);
    expect(blocks.filter(([, , help = '']) => !help.includes('Examples:')).map(([, name]) => name)).toEqual([]);
    const wide = blocks.flatMap(([, , help = '']) => help.split('\n').filter((line) => line.length > 80));
    expect(wide.filter((line) => !/^ {2}(?:gitphony|printf) /.test(line))).toEqual([]);
  });

  it.each(pages)('%s has no link that leads nowhere', async (page) => {
    const text = await readFile(join(projectRoot, page), 'utf8');
    const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
    const broken: string[] = [];
    for (const [, target = ''] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? join(projectRoot, page) : join(projectRoot, dirname(page), path);
      if (!existsSync(file)) broken.push(target);
      else if (anchor !== undefined && !(await anchorsOf(file)).includes(anchor)) broken.push(target);
    }
    expect(broken).toEqual([]);
  });
});

/** GitHub's anchors of headings: lower case, punctuation out, blanks to dashes. */
async function anchorsOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
