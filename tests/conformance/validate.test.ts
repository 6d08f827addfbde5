import { expect, test } from 'vitest';
import { parseFlow } from '../../src/flow/index.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { conformanceFlows } from './conformance-flows.ts';
import differences from './validate-differences.json' with { type: 'json' };

const reasons: Readonly<Record<string, string>> = differences;

/** Rules that say "this version lacks it", which says nothing about the flow. */
const lacking: ReadonlySet<string> = new Set(['unknown-type', 'not-supported-yet']);

test('flows are valid or refused as on a real server', async () => {
  const flows = conformanceFlows();
  const wrong: string[] = [];
  const differing: string[] = [];
  let compared = 0;
  let notBuilt = 0;
  for (const { name, bytes, expected } of flows) {
    const { problems } = await parseFlow({ file: `${name}.yaml`, bytes }, { registry: builtinRegistry });
    const errors = problems.filter(({ severity }) => severity === 'error');
    const others = errors.filter(({ rule }) => !lacking.has(rule));
    // A flow that is refused only for what is not built could turn out either way.
    if (others.length === 0 && errors.length > 0 && !name.startsWith('c162')) {
      notBuilt++;
      continue;
    }
    compared++;
    const valid = errors.length === 0;
    if (valid === (expected.valid !== false)) continue;
    if (Object.hasOwn(reasons, name)) differing.push(name);
    else
      wrong.push(
        `${name}: ${valid ? 'accepted, the server refused it' : others.map(({ rule, message }) => `${rule} ${message}`).join('; ')}`,
      );
  }
  console.log(
    `conformance validate: ${flows.length} flows, ${compared} compared, ${differing.length} listed differences, ${notBuilt} of types not built`,
  );
  expect(wrong).toEqual([]);
});
