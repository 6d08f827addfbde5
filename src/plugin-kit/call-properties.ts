import { selfRendered, Type } from '../contract/schema.ts';

/** The properties of every task that starts another flow. */
export const callProperties = {
  namespace: Type.String({ description: 'Namespace of the flow to start.', minLength: 1, 'x-flow': 'namespace' }),
  flowId: Type.String({ description: 'Id of the flow to start.', minLength: 1, 'x-flow': 'id' }),
  revision: Type.Optional(
    Type.Integer({
      description: 'Without effect: it is always the flow as the checkout has it. Older revisions are in git.',
    }),
  ),
  inputs: Type.Optional(
    selfRendered(
      Type.Record(Type.String(), Type.Unknown(), {
        description: "Values for the flow's inputs. Those that it does not declare are left out.",
      }),
    ),
  ),
  labels: Type.Optional(
    Type.Union(
      [
        Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
        Type.Array(
          Type.Object({ key: Type.String(), value: Type.Union([Type.String(), Type.Number(), Type.Boolean()]) }),
        ),
      ],
      { description: "Labels of the new execution, laid over the flow's own: a map, or a list of `{key, value}`." },
    ),
  ),
  inheritLabels: Type.Optional(
    Type.Boolean({ description: "Whether this execution's labels go on to the new one.", default: false }),
  ),
  wait: Type.Optional(Type.Boolean({ description: 'Whether to wait for its end.', default: true })),
  restartBehavior: Type.Optional(
    Type.Unsafe<'RETRY_FAILED' | 'NEW_EXECUTION'>({
      type: 'string',
      enum: ['RETRY_FAILED', 'NEW_EXECUTION'],
      default: 'RETRY_FAILED',
      description:
        'What a restart of this execution does: RETRY_FAILED restarts the called one from what failed, NEW_EXECUTION starts another.',
    }),
  ),
  transmitFailed: Type.Optional(
    Type.Boolean({
      description: 'Whether this task fails (or warns) when the called execution does; only where it waits.',
      default: true,
    }),
  ),
};

const schema = Type.Object(callProperties);

/** The rendered properties of a task that starts another flow. */
export type CallProperties = typeof schema.static;
