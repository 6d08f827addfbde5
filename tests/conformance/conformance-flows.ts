import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a real server was seen to do with a flow; only the fields that are read here. */
export interface ExpectedRun {
  readonly valid?: boolean;
  readonly rejected?: boolean;
  readonly messageContains?: readonly string[];
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly cases?: readonly ExpectedRun[];
}

export interface ConformanceFlow {
  readonly name: string;
  readonly directory: string;
  readonly bytes: Uint8Array;
  readonly expected: ExpectedRun;
  /** One start each; texts as from a form, `@name` is a file of `files/`. */
  readonly cases: readonly Readonly<Record<string, string>>[];
}

/** The corpus of flows observed on a real server. It is no part of the repository, so it may be absent. */
export function conformanceFlows(): readonly ConformanceFlow[] {
  const root = fileURLToPath(new URL('../../../shared/conformance/flows', import.meta.url));
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'expected.json')))
    .sort()
    .map((name) => {
      const directory = join(root, name);
      const inputs = readJson(join(directory, 'inputs.json')) as { cases?: Record<string, string>[] };
      return {
        name,
        directory,
        bytes: readFileSync(join(directory, 'flow.yaml')),
        expected: readJson(join(directory, 'expected.json')) as ExpectedRun,
        cases: inputs.cases ?? [{}],
      };
    });
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
