import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { builtinRegistry } from '../plugins/registry.ts';
import { editorSchema } from './editor-schema.ts';

test('accepts every example of every type, and points at what is wrong', async () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const validate = ajv.compile(await editorSchema(builtinRegistry));
  for (const { type } of builtinRegistry.names()) {
    for (const { code, title } of (await builtinRegistry.load(type)).examples) {
      expect(validate(parse(code)), `${type}: ${title} ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  }
  const placesIn = (text: string): string[] => {
    validate(parse(text));
    return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
  };
  const head = 'id: a\nnamespace: n\n';
  const log = 'type: io.kestra.plugin.core.log.Log';
  expect(placesIn(`${head}tasks:\n  - {id: t, ${log}, mesage: x}\n`)).toContain('/tasks/0 additionalProperties');
  expect(placesIn(`${head}tsks: []\n`)).toContain(' additionalProperties');
  const nested = `${head}tasks:\n  - {id: t, type: io.kestra.plugin.core.flow.If, condition: x, then: [{id: u, type: Nope}]}\n`;
  expect(placesIn(nested)).toContain('/tasks/0/then/0/type enum');
});
