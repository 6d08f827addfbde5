import { defineFilter } from '../../contract/expression.ts';
import { writeIon } from '../formats/ion-write.ts';

export const toIonFilter = defineFilter({
  name: 'toIon',
  doc: "Amazon Ion text, the format of Kestra's stored records.",
  arguments: [],
  run(input) {
    return input === null ? 'null' : writeIon(input);
  },
});
