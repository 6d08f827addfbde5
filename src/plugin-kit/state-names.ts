import { Type } from '../contract/schema.ts';

/** A list of states, as tasks that look for executions have it. */
export const stateNames = Type.Array(
  Type.Union([
    Type.Literal('CREATED'),
    Type.Literal('QUEUED'),
    Type.Literal('RUNNING'),
    Type.Literal('PAUSED'),
    Type.Literal('RESTARTED'),
    Type.Literal('KILLING'),
    Type.Literal('RETRYING'),
    Type.Literal('SUCCESS'),
    Type.Literal('WARNING'),
    Type.Literal('FAILED'),
    Type.Literal('KILLED'),
    Type.Literal('CANCELLED'),
    Type.Literal('RETRIED'),
    Type.Literal('SKIPPED'),
  ]),
  { description: 'Only executions in one of these states. Default: all.' },
);
