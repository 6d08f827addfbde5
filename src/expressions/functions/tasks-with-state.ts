import { defineFunction } from '../../contract/expression.ts';
import { requiredText } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

export const tasksWithStateFunction = defineFunction({
  name: 'tasksWithState',
  doc: 'The task runs in a state.',
  arguments: [{ name: 'state', doc: 'Such as FAILED.' }],
  effect: 'io',
  run(args, call) {
    return call.host.tasksWithState?.(requiredText(args, 'state')) ?? unavailable('tasksWithState');
  },
});
