import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';

const plugins = fileURLToPath(new URL('../../src/plugins/', import.meta.url));

/** The file that defines a type. */
function fileOf(type: string): string {
  const file = globSync('**/*.ts', { cwd: plugins, ignore: ['generated/**', '**/*.test.ts'] })
    .map((name) => join(plugins, name))
    .find((path) => readFileSync(path, 'utf8').includes(`  type: '${type}',\n`));
  if (file === undefined) throw new Error(`no file below src/plugins defines ${type}`);
  return file;
}

/** Names of metrics in the file of a type and in whatever it imports of ours: after `name:` of a counter or timer, or as keys of a table of them. */
export function measuredNames(type: string): Set<string> {
  const measured = new Set<string>();
  const seen = new Set<string>();
  const todo = [fileOf(type)];
  for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const source = readFileSync(path, 'utf8');
    for (const [, name = ''] of source.matchAll(/\bname: '([^'\n]+)',\s*type: '(?:counter|timer|gauge)'/g))
      measured.add(name);
    if (/\bmetric\(/.test(source)) for (const [, key = ''] of source.matchAll(/^\s*'([^'\n]+)':/gm)) measured.add(key);
    for (const [, file = ''] of source.matchAll(/'(\.[^'\n]+\.ts)'/g)) todo.push(resolve(dirname(path), file));
  }
  return measured;
}
