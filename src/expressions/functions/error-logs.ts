import { defineFunction } from '../../contract/expression.ts';
import { unavailable } from '../support/unavailable.ts';

export const errorLogsFunction = defineFunction({
  name: 'errorLogs',
  doc: "The error logs of this execution's failed tasks.",
  arguments: [],
  effect: 'io',
  run(_args, call) {
    return call.host.errorLogs?.() ?? unavailable('errorLogs');
  },
});
