import { readFile, writeFile } from 'node:fs/promises';
import { GitphonyError } from '../../src/contract/errors.ts';
import { type ParsedFlow, type RenamedLine, renameOlder } from '../../src/flow/index.ts';
import { projectPath } from '../../src/project/flow-files.ts';
import { type Project, readFlow } from '../../src/project/project.ts';
import { coloursFor } from '../output/colours.ts';

/**
 * Writes the names of today into a flow file where it has older ones, and prints the lines; answers the flow as it is then.
 * Fails with FIX_UNSURE, the file as it was, where that would bring an error.
 */
export async function writeNewNames(
  project: Project,
  file: string,
  parsed: ParsedFlow,
  { dryRun }: { readonly dryRun: boolean },
): Promise<ParsedFlow> {
  const { text, lines } = renameOlder(parsed.text, parsed.problems);
  if (lines.length === 0) return parsed;
  const path = projectPath(project.repository, file);
  process.stdout.write(`${path}\n${describeLines(lines)}\n\n`);
  if (dryRun) return parsed;
  const before = await readFile(file);
  await writeFile(file, `${before.subarray(0, 3).equals(mark) ? '\uFEFF' : ''}${text}`);
  const now = await readFlow(project, file);
  if (countErrors(now) <= countErrors(parsed)) return now;
  await writeFile(file, before);
  throw new GitphonyError('FIX_UNSURE', `expected ${path} to stay valid with names of today, got an error`, {
    hint: 'the file is as it was: rename by hand, one after another, and please report it',
  });
}

/** UTF-8's byte order mark. */
const mark = Buffer.from('\uFEFF');

function countErrors({ problems }: ParsedFlow): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}

function describeLines(lines: readonly RenamedLine[]): string {
  const colours = coloursFor(process.stdout);
  const width = String(lines.at(-1)?.line ?? 0).length;
  return lines
    .flatMap(({ line, before, after }) => {
      const number = String(line).padStart(width);
      return [colours.red(`  ${number} - ${before}`), colours.green(`  ${number} + ${after}`)];
    })
    .join('\n');
}
