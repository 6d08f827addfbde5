import { defineFunction } from '../../contract/expression.ts';
import { unavailable } from '../support/unavailable.ts';

export const loopOutputsFunction = defineFunction({
  name: 'loopOutputs',
  doc: "The outputs of a loop's iterations (Kestra 2.0).",
  arguments: [],
  effect: 'io',
  run(args, call) {
    return call.host.loopOutputs?.(args) ?? unavailable('loopOutputs');
  },
});
