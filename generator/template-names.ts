/** A use of `secret()` or `kv()` in a template. */
export interface NameUse {
  readonly kind: 'secret' | 'kv';
  /** Undefined where the name is computed. */
  readonly name: string | undefined;
  /** In the template's text. */
  readonly offset: number;
}

/** The names that a template asks for. */
export function* namesIn(_template: string): Generator<NameUse> {}
