import { readFile } from 'node:fs/promises';
import type { ArgumentDoc } from '../../src/contract/expression.ts';
import { FILTERS, FUNCTIONS, PREDICATES, readYaml } from '../../src/expressions/index.ts';
import { printJson } from '../../src/util/json.ts';
import { isMap } from '../../src/util/values.ts';
import { block, cell, code, generatedNote } from './markdown.ts';

const testdata = new URL('../../src/expressions/testdata/', import.meta.url);

interface Documented {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly doc: string;
  readonly arguments: readonly ArgumentDoc[];
}

const intro = `# Expressions

\`{{ … }}\` prints a value, \`{% … %}\` steers (\`if\`, \`for\`, \`set\`, \`macro\`, \`raw\`), \`{# … #}\` is a comment. This page is made from
the language itself: what each filter, function and test says, and rows of the tables in
[src/expressions/testdata](../src/expressions/testdata) that its test holds it to: \`=>\` is what the template prints, \`!!\` a part of its error. What differs from Kestra stands in
[differences-from-kestra.md](differences-from-kestra.md). Try one: \`gitphony render "{{ 7 / 2 }}"\`.`;

/** The page of the expression language. */
export async function renderExpressionPage(): Promise<string> {
  const parts = [
    generatedNote,
    intro,
    '## Grammar',
    await rowsOf('grammar'),
    ...(await section('Filters', '`{{ input | name(arguments) }}`', FILTERS)),
    ...(await section('Functions', '`{{ name(arguments) }}`', FUNCTIONS)),
    ...(await section('Tests', '`{{ input is name }}`', PREDICATES)),
  ];
  return `${parts.join('\n\n')}\n`;
}

async function section(title: string, form: string, definitions: readonly Documented[]): Promise<string[]> {
  const sorted = definitions.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const entries = await Promise.all(sorted.map((definition) => entry(definition)));
  return [`## ${title}`, form, ...entries];
}

async function entry({ name, aliases = [], doc, arguments: args }: Documented): Promise<string> {
  const parts = [`### ${name}`, doc];
  if (aliases.length > 0) parts.push(`Also: ${aliases.map(code).join(', ')}.`);
  if (args.length > 0) {
    const rows = args.map((argument) => `| ${code(argument.name)} | ${cell(argument.doc)} |`);
    parts.push(['| argument | |', '|---|---|', ...rows].join('\n'));
  }
  return [...parts, await rowsOf(name)].join('\n\n');
}

/** The rows of a table: template, variables, and what it prints or how it fails. */
async function rowsOf(name: string): Promise<string> {
  const rows = await readYaml(await readFile(new URL(`${name}.yaml`, testdata), 'utf8'));
  if (!Array.isArray(rows)) throw new Error(`expected a list of rows in src/expressions/testdata/${name}.yaml`);
  const texts = rows.map((row) => {
    if (!isMap(row) || typeof row['template'] !== 'string') throw new Error(`a row of ${name}.yaml has no template`);
    const { template, context, result, error } = row;
    const given = context === undefined ? '' : `   with ${printJson(context)}\n`;
    const end = typeof result === 'string' ? `=> ${visible(result)}` : `!! ${typeof error === 'string' ? error : ''}`;
    return `${visible(template)}\n${given}${end}`;
  });
  return block('text', texts.join('\n\n'));
}

/** Line ends and other characters that would not be seen. */
function visible(text: string): string {
  return text.replaceAll(
    /[^\P{C}\n]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
