import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DocumentPath, Problem } from '../../src/contract/source.ts';
import { parseFlow } from '../../src/flow/index.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { type FlowFolder, readFlowCorpus } from './flow-corpus.ts';

/** What a real server said at save of flows that it took. */
interface SaidAtSave {
  readonly deprecationPaths?: readonly string[];
  /** `A is replaced by B`, of types under older names. */
  readonly infos?: readonly string[];
}

const isAlias = ({ path, message }: Problem): boolean => path?.[0] !== 'inputs' && message.startsWith('io.kestra.');

test('older names are told where a real server tells them, and nowhere else', async () => {
  const folders = readFlowCorpus() ?? [];
  const valid = folders.filter(({ expected }) => expected.valid);
  const said: Record<string, SaidAtSave> = {};
  const wanted: Record<string, SaidAtSave> = {};
  for (const folder of valid) {
    said[folder.name] = await notices(folder);
    const { validate = {} } = folder.expected as { readonly validate?: SaidAtSave };
    wanted[folder.name] = {
      deprecationPaths: validate.deprecationPaths?.toSorted() ?? [],
      infos: validate.infos ?? [],
    };
  }
  expect(said).toEqual(wanted);
});

async function notices({ name, directory }: FlowFolder): Promise<SaidAtSave> {
  const bytes = readFileSync(join(directory, 'flow.yaml'));
  const { problems } = await parseFlow({ file: name, bytes }, { registry: builtinRegistry });
  // Of names in templates a server says nothing; what our notices are about beside older names, it does not look at.
  const told = problems.filter(({ rule, message }) => rule === 'deprecated' && !/\(\) |^the filter /.test(message));
  const replaced = told.filter((problem) => isAlias(problem) && problem.hint?.startsWith('write ') === true);
  return {
    deprecationPaths: told
      .filter((problem) => !replaced.includes(problem))
      .map(({ path = [] }) => printed(path))
      .toSorted(),
    infos: replaced.map(
      ({ message, hint = '' }) => `${message.split(' ')[0]} is replaced by ${hint.slice('write '.length)}`,
    ),
  };
}

/** `tasks[0].outputDirectory`; of a type, its plugin; of a task inside another one, the outer one. */
function printed(path: DocumentPath): string {
  const own = path.at(-1) === 'type' ? path.slice(0, -1) : path;
  const steps = own.lastIndexOf('tasks') > 0 ? own.slice(0, 2) : own;
  return steps
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}
