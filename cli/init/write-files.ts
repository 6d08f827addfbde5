import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What became of a file: `kept` is one that was there with another content than a new one would have. */
export interface FileResult {
  readonly path: string;
  readonly status: 'written' | 'unchanged' | 'kept' | 'lines added';
}

/** Writes the files that are not there. None is overwritten. */
export async function writeMissing(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly FileResult[]> {
  const results: FileResult[] = [];
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    if (existsSync(file)) {
      results.push({ path, status: (await readFile(file, 'utf8')) === text ? 'unchanged' : 'kept' });
      continue;
    }
    await mkdir(dirname(file), { recursive: true });
    // Never over a file that came up meanwhile.
    await writeFile(file, text, { flag: 'wx' });
    results.push({ path, status: 'written' });
  }
  return results;
}

/** Adds the lines that a file of lines lacks, such as .gitignore. */
export async function addMissingLines(folder: string, path: string, lines: readonly string[]): Promise<FileResult> {
  const file = join(folder, path);
  const isThere = existsSync(file);
  const text = isThere ? await readFile(file, 'utf8') : '';
  const present = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = lines.filter((line) => !present.has(line));
  if (missing.length === 0) return { path, status: 'unchanged' };
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const begin = text === '' || text.endsWith('\n') ? '' : lineEnd;
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${begin}${missing.join(lineEnd)}${lineEnd}`);
  return { path, status: isThere ? 'lines added' : 'written' };
}
