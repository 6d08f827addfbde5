/**
 * `npm run docs [-- --check]`: writes what `gitphony … --help` and the types say of themselves into docs/cli.md, docs/plugins.md and README.md,
 * and whole pages: docs/plugins/ (each type) and docs/expressions.md (the expression language).
 * Needs a build. `--check` changes nothing and fails where a page is stale.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { glob } from 'tinyglobby';
import type { PluginDefinition } from '../src/contract/registry.ts';
import { builtinRegistry } from '../src/plugins/registry.ts';
import { blockNames, putBlock } from './marked-block.ts';
import { renderExpressionPage } from './pages/expression-page.ts';
import { renderTypePages } from './pages/type-pages.ts';
import { compareTypes, describeTypes } from './type-tables.ts';
import { wantedCommands, wantedTypes } from './wanted-types.ts';

const root = join(import.meta.dirname, '..');
const cliPage = 'docs/cli.md';
const pluginsPage = 'docs/plugins.md';
const readme = 'README.md';

/** What `gitphony <words> --help` prints, at the width of a page. */
async function readHelp(words: readonly string[]): Promise<string> {
  const { stdout } = await execa(join(root, 'bin', 'gitphony'), [...words, '--help'], {
    env: { NO_COLOR: '1', COLUMNS: '100' },
  });
  return stdout;
}

/** Names below `Commands:` in a help text. */
function subcommandsOf(help: string): string[] {
  const section = /^Commands:\n((?:[ ]{2}.*\n?)+)/m.exec(help)?.[1] ?? '';
  return [...section.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
}

/** Every command and subcommand with its help, the program itself first. */
async function collectHelp(words: readonly string[] = []): Promise<Map<string, string>> {
  const help = await readHelp(words);
  const pages = new Map([[['help', ...words].join(' '), help]]);
  for (const name of subcommandsOf(help)) {
    for (const [key, text] of await collectHelp([...words, name])) pages.set(key, text);
  }
  return pages;
}

function emptySection(name: string): string {
  return `\n## ${name.replace(/^help /, '')}\n\n<!-- begin ${name} -->\n<!-- end ${name} -->\n`;
}

async function renderCliPage(text: string): Promise<string> {
  const pages = await collectHelp();
  const known = blockNames(text);
  const added = [...pages.keys()].filter((name) => !known.includes(name));
  // A new command gets a section at the end; whoever adds it writes the sentence above.
  let page = text + added.map((name) => emptySection(name)).join('');
  for (const name of [...known.filter((block) => block.startsWith('help')), ...added]) {
    const help = pages.get(name);
    if (help === undefined) throw new Error(`${cliPage}: the block "${name}" names no command; take it out`);
    page = putBlock(page, { name, content: `\`\`\`text\n${help.trimEnd()}\n\`\`\`` }, cliPage);
  }
  return page;
}

function loadTypes(): Promise<PluginDefinition[]> {
  return Promise.all(builtinRegistry.names().map(({ type }) => builtinRegistry.load(type)));
}

async function renderPluginsPage(text: string): Promise<string> {
  return putBlock(text, { name: 'types', content: describeTypes(await loadTypes()) }, pluginsPage);
}

async function renderReadme(text: string): Promise<string> {
  const works = subcommandsOf(await readHelp([]));
  const commands = { works, missing: wantedCommands.filter((name) => !works.includes(name)) };
  return putBlock(text, { name: 'types', content: compareTypes(await loadTypes(), wantedTypes, commands) }, readme);
}

/** Pages of which every word is made; a page of a family that is gone has no text. */
async function renderWholePages(): Promise<Map<string, string | undefined>> {
  const pages = new Map<string, string | undefined>();
  for (const page of await glob('docs/plugins/*.md', { cwd: root })) pages.set(page, undefined);
  for (const [page, text] of renderTypePages(await loadTypes())) pages.set(`docs/${page}`, text);
  return pages.set('docs/expressions.md', await renderExpressionPage());
}

async function readPage(page: string): Promise<string | undefined> {
  try {
    return await readFile(join(root, page), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function update(page: string, text: string | undefined, fresh: string | undefined): Promise<void> {
  const file = join(root, page);
  if (text === fresh) return;
  if (values.check) {
    console.error(`${page}: stale; run \`npm run docs\` and commit it`);
    process.exitCode = 1;
  } else if (fresh === undefined) {
    await rm(file);
    console.log(`${page}: removed`);
  } else {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, fresh);
    console.log(`${page}: written`);
  }
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
for (const [page, render] of [
  [cliPage, renderCliPage],
  [pluginsPage, renderPluginsPage],
  [readme, renderReadme],
] as const) {
  const text = await readFile(join(root, page), 'utf8');
  await update(page, text, await render(text));
}
for (const [page, fresh] of await renderWholePages()) await update(page, await readPage(page), fresh);
