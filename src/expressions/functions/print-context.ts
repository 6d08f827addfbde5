import { defineFunction } from '../../contract/expression.ts';

export const printContextFunction = defineFunction({
  name: 'printContext',
  aliases: ['fetchContext'],
  doc: 'The variables that a template sees here, as JSON.',
  arguments: [],
  run(_args, call) {
    return call.variables();
  },
});
