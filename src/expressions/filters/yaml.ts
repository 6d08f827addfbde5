import { defineFilter } from '../../contract/expression.ts';
import { writeYaml } from '../formats/yaml-write.ts';

export const yamlFilter = defineFilter({
  name: 'yaml',
  doc: 'YAML as Kestra writes it.',
  arguments: [],
  run(input) {
    return input === null ? 'null' : writeYaml(input);
  },
});
