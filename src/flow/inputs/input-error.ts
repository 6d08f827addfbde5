/** A value that an input does not take. `rule` is a stable kebab-case name. */
export class InputError extends Error {
  readonly rule: string;
  readonly hint: string | undefined;

  constructor(rule: string, message: string, hint?: string) {
    super(message);
    this.name = 'InputError';
    this.rule = rule;
    this.hint = hint;
  }
}
