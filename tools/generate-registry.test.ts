import { expect, test } from 'vitest';
import { defineAddressScheme } from '../src/contract/address-scheme.ts';
import { Type } from '../src/contract/schema.ts';
import { defineTask } from '../src/contract/task.ts';
import { checkPlugins } from './generate-registry.ts';

function reader(name: string, scheme: string) {
  const definition = defineTask({
    type: `toy.${name}`,
    title: 'Toy.',
    properties: Type.Object({}),
    outputs: Type.Object({}),
    examples: [],
    addresses: defineAddressScheme({
      scheme,
      login: {},
      deletedBy: 'toy.Delete',
      look: async () => undefined,
      fetch: async () => 'fetched',
    }),
    run: async () => ({}),
  });
  return { definition, exportName: name, file: `toy/${name.toLowerCase()}.ts` };
}

test('a scheme of addresses is read by one type', () => {
  expect(() => checkPlugins([reader('One', 'toy'), reader('Two', 'other')])).not.toThrow();
  expect(() => checkPlugins([reader('One', 'toy'), reader('Two', 'toy')])).toThrow(
    'toy://: read by toy.One and by toy.Two',
  );
});
