import type { ValueMap } from '../../util/values.ts';

/** What resolving inputs asks of the outside. */
export interface InputHost {
  /** Stores a FILE input's file and answers its URI. */
  storeFile(inputId: string, path: string): Promise<string>;
  /** Whether a text is the address of an object (`gs://…`), to be kept as it is. */
  isAddress(text: string): boolean;
  /** Renders a template of a default, an expression or a condition. */
  render(template: string, context: ValueMap): Promise<string>;
}
