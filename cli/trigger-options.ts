/** What the options of `run` say of a trigger. */
export interface TriggerOptions {
  readonly trigger?: string;
  readonly date?: string;
  readonly execution?: string;
  readonly body?: string;
  readonly header?: readonly string[];
  readonly parameter?: readonly string[];
  readonly key?: string;
}

/** True where the options say anything about a trigger. */
export function namesTrigger({ header = [], parameter = [], ...others }: TriggerOptions): boolean {
  const words = [others.trigger, others.date, others.execution, others.body, others.key];
  return header.length > 0 || parameter.length > 0 || words.some((word) => word !== undefined);
}
