import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileTemplate, evaluateAsync } from '../../src/expressions/index.ts';
import { parseFlow, resolveInputs } from '../../src/flow/index.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { unwrap, type ValueMap } from '../../src/util/values.ts';
import { type ConformanceFlow, conformanceFlows } from './conformance-flows.ts';

/** Where we do otherwise on purpose: case number by flow, with the reason. */
const differences: Readonly<Record<string, string>> = {
  'c085b_input_string_free 5': 'an unknown input is told apart; the command line refuses it',
  'c106_input_secret 0': 'no server, no encryption key to lack: the value is taken',
};

test('starts get the typed inputs of a real server, or are refused like there', async () => {
  const wrong: string[] = [];
  let compared = 0;
  for (const flow of conformanceFlows().filter(({ expected }) => expected.valid !== false)) {
    const { flow: parsed } = await parseFlow({ file: flow.name, bytes: flow.bytes }, { registry: builtinRegistry });
    if (parsed === undefined) continue;
    for (const [index, given] of flow.cases.entries()) {
      const expected = flow.expected.cases?.[index] ?? flow.expected;
      const refusedInputs = expected.messageContains?.some((text) => /input|entity|SECRET/i.test(text)) === true;
      if (expected.inputs === undefined && !refusedInputs) continue;
      compared++;
      const { inputs, problems, unknown } = await resolveInputs(parsed, withFiles(flow, given), {
        storeFile: async (_, path) => {
          if (!existsSync(path)) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
          return '<uri>';
        },
        render: (template, context) => evaluateAsync(compileTemplate(template), context),
      });
      const accepted = problems.length === 0 && unknown.length === 0;
      const actual = accepted ? JSON.stringify(sorted(unwrap(inputs))) : 'refused';
      const wanted = expected.inputs === undefined ? 'refused' : JSON.stringify(sorted(expected.inputs));
      if (actual === wanted || Object.hasOwn(differences, `${flow.name} ${index}`)) continue;
      wrong.push(
        `${flow.name} ${index} ${JSON.stringify(given)}: ${actual}, expected ${wanted} ${problems.map(({ message }) => message).join('; ')}`,
      );
    }
  }
  console.log(`conformance inputs: ${compared} starts compared, ${Object.keys(differences).length} listed differences`);
  expect(wrong).toEqual([]);
});

function withFiles(flow: ConformanceFlow, given: Readonly<Record<string, string>>): ValueMap {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      value.startsWith('@') ? join(flow.directory, 'files', value.slice(1)) : value,
    ]),
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}
