import { Type } from '../../../contract/schema.ts';

/** What every task of a flow's state says: which state it means. */
export const stateProperties = {
  name: Type.Optional(Type.String({ description: 'Name of the state.', default: 'default' })),
  namespace: Type.Optional(
    Type.Boolean({ description: 'Share the state between the flows of the namespace.', default: false }),
  ),
  taskrunValue: Type.Optional(
    Type.Boolean({ description: 'Inside a loop, a state for each value of the loop.', default: true }),
  ),
};

const schema = Type.Object(stateProperties);

/** The rendered properties. */
export type StateProperties = typeof schema.static;
