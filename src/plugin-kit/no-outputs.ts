import { type TObject, Type } from '../contract/schema.ts';

/** The outputs of a task that has none. */
export const noOutputs: TObject = Type.Object({});
