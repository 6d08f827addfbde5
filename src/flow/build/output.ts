import type { OutputNode } from '../../contract/flow.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { isMap, type Value } from '../../util/values.ts';
import { describeValue, entryOf, scalarTextOf, toPlain } from '../plain.ts';
import { output as outputSchema } from '../schema/flow.ts';
import { validatePart } from '../validate-part.ts';
import { explainViolations } from '../violations.ts';
import type { BuildContext } from './context.ts';
import { withTextId } from './text-id.ts';
import { readInputType } from './input.ts';

/** Builds a flow's outputs; what is none is reported and left out. */
export function buildOutputs(context: BuildContext, value: Value | undefined): OutputNode[] {
  if (!Array.isArray(value)) return [];
  const outputs: OutputNode[] = [];
  const seen = new Set<string>();
  for (const [index, item] of value.entries()) {
    const path: DocumentPath = ['outputs', index];
    if (!isMap(item)) {
      context.at(path, {
        rule: 'wrong-type',
        message: `expected an output (a map with id, type and value), got ${describeValue(item)}`,
      });
      continue;
    }
    const raw = withTextId(context, item, path);
    const plain = toPlain(raw);
    const subject = { value: plain, name: 'an output', known: Object.keys(outputSchema.properties) };
    const explained = explainViolations(validatePart('output', plain), subject);
    context.explained(
      explained.filter(({ finding }) => !finding.message.includes('"type"')),
      path,
    );
    const type = readInputType(context, raw, path, 'an output');
    const id = scalarTextOf(entryOf(raw, 'id'));
    const content = entryOf(raw, 'value');
    context.noteTemplates(content, [...path, 'value'], 'flow');
    if (id !== undefined && seen.has(id)) {
      context.at([...path, 'id'], {
        rule: 'duplicate-id',
        message: `expected each output once in a flow, got "${id}" again`,
        hint: 'rename one of the two',
      });
    }
    if (id === undefined || type === undefined || content === undefined) continue;
    seen.add(id);
    outputs.push({ id, type, value: content, required: entryOf(raw, 'required') !== false, path });
  }
  return outputs;
}
