import type { Value } from '../../util/values.ts';
import type { Output, State } from './state.ts';

/** An expression, compiled. */
export type Evaluate = (state: State) => Value;
/** A part of a body, compiled. */
export type Render = (state: State, output: Output) => void;

export interface CompiledMacro {
  readonly parameters: readonly { readonly name: string; readonly fallback: Evaluate | undefined }[];
  readonly body: Render;
}

/** A compiled template. */
export interface Program {
  readonly source: string;
  readonly body: Render;
  readonly macros: ReadonlyMap<string, CompiledMacro>;
  readonly blocks: ReadonlyMap<string, Render>;
}
