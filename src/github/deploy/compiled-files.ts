import { GitphonyError } from '../../contract/errors.ts';
import { isMap } from '../../util/values.ts';
import { parseJson, printJson } from '../../util/json.ts';

/** The artifact that hands compiled workflows from the job that makes them to the one that may commit. */
export const COMPILED_ARTIFACT = 'gitphony-compiled';
export const COMPILED_FILE = 'compiled.json';

/** Workflow files by path; null takes one away. */
export type CompiledFiles = ReadonlyMap<string, string | null>;

export function printCompiledFiles(files: CompiledFiles): string {
  return printJson(Object.fromEntries(files));
}

/**
 * Reads what another job made, as hostile input: nothing but workflow files of ours may be written.
 * Fails with COMPILED_INVALID.
 */
export function parseCompiledFiles(text: string): CompiledFiles {
  let root: unknown;
  try {
    root = parseJson(text);
  } catch (cause) {
    throw invalid('it is no JSON', cause);
  }
  if (!isMap(root as never)) throw invalid('it is no map of files');
  const files = new Map<string, string | null>();
  for (const [path, content] of Object.entries(root as Record<string, unknown>)) {
    if (!/^\.github\/workflows\/[\w.-]+\.ya?ml$/.test(path))
      throw invalid(`${JSON.stringify(path)} is no workflow file`);
    if (content !== null && (typeof content !== 'string' || !isOurs(content))) {
      throw invalid(`${path} is no workflow that Gitphony made`);
    }
    files.set(path, content);
  }
  return files;
}

/** True for a text with the marker of a compiled workflow. */
export function isOurs(text: string): boolean {
  return text.startsWith('# Made by Gitphony') && text.includes('\n# gitphony-workflow: {');
}

function invalid(problem: string, cause?: unknown): GitphonyError {
  return new GitphonyError('COMPILED_INVALID', `expected compiled workflows from the job before, but ${problem}`, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'nothing was committed; run the job that compiles again',
  });
}
