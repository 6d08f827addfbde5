import { CallFailure, defineFunction } from '../../contract/expression.ts';
import { readYaml } from '../formats/yaml-read.ts';
import { describe } from '../runtime/numbers.ts';

export const yamlFunction = defineFunction({
  name: 'yaml',
  doc: 'The value of a YAML text.',
  arguments: [{ name: 'yaml', doc: 'The text.' }],
  run(args) {
    const value = args['yaml'];
    if (value === undefined) throw new CallFailure("expected an argument 'yaml'");
    if (typeof value !== 'string')
      throw new CallFailure(`expected a text as the argument 'yaml', but found ${describe(value)}`);
    if (/^\s*(?:#[^\n]*\s*)*$/.test(value)) throw new CallFailure('Invalid yaml: expected a value, but found nothing');
    return readYaml(value);
  },
});
