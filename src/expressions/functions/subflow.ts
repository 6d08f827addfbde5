import { defineFunction } from '../../contract/expression.ts';
import { unavailable } from '../support/unavailable.ts';

export const subflowFunction = defineFunction({
  name: 'subflow',
  doc: 'The outputs of a subflow (Kestra 2.0).',
  arguments: [],
  effect: 'io',
  run(args, call) {
    return call.host.subflow?.(args) ?? unavailable('subflow');
  },
});
