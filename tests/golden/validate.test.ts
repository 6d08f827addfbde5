import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { PluginDefault } from '../../src/contract/project-config.ts';
import { formatProblem, parseFlow } from '../../src/flow/index.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';

/**
 * Each golden has three parts between lines of `=====`: what it shows (with `encoding:` where the bytes matter), the flow,
 * and the problems as people see them. `UPDATE_GOLDEN=1` writes the third part anew.
 */
const directory = fileURLToPath(new URL('validate/', import.meta.url));
const separator = '=====\n';

const encodings: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'utf-8': (text) => Buffer.from(text, 'utf8'),
  bom: (text) => Buffer.from(`\u{FEFF}${text}`, 'utf8'),
  crlf: (text) => Buffer.from(text.replaceAll('\n', '\r\n'), 'utf8'),
  cr: (text) => Buffer.from(text.replaceAll('\n', '\r'), 'utf8'),
  'utf-16': (text) => Buffer.from(`\u{FEFF}${text}`, 'utf16le'),
  'latin-1': (text) => Buffer.from(text, 'latin1'),
  'with-nul': (text) => Buffer.from(text.replace('<NUL>', '\0'), 'utf8'),
};

/** What gitphony.yaml says in those goldens whose first part says `defaults: project`. */
const projectDefaults: readonly PluginDefault[] = [
  { type: 'io.kestra.plugin.core.log', forced: false, values: { level: 'LOUD', unheardOf: 1 } },
];

describe('problems of flow files', () => {
  const names = readdirSync(directory).filter((name) => name.endsWith('.golden'));
  test.each(names)('%s', async (name) => {
    const file = join(directory, name);
    const [head = '', flow = '', expected = ''] = readFileSync(file, 'utf8').split(separator);
    const encode = encodings[/^encoding: (.*)$/m.exec(head)?.[1] ?? 'utf-8'];
    if (encode === undefined) throw new TypeError(`expected a known encoding in ${name}`);
    const options = /^defaults: project$/m.test(head) ? { pluginDefaults: () => projectDefaults } : {};
    const parsed = await parseFlow({ file: 'flow.yaml', bytes: encode(flow) }, { registry: builtinRegistry, ...options });
    const problems = parsed.problems.map((problem) => formatProblem(problem, parsed.text, { colour: false }));
    const actual = problems.length === 0 ? 'no problems\n' : `${problems.join('\n\n')}\n`;
    const update = process.env['UPDATE_GOLDEN'] === '1';
    if (update) writeFileSync(file, [head, flow, actual].join(separator));
    expect(actual).toBe(update ? actual : expected);
    expect(parsed.flow === undefined).toBe(parsed.problems.some(({ severity }) => severity === 'error'));
  });
});
