/** Which flow a file is, by the top-level lines of its text; undefined where one of them is missing or empty. */
export interface FlowName {
  readonly id: string | undefined;
  readonly namespace: string | undefined;
}

/** Reads id and namespace without parsing the rest: a file that is invalid elsewhere still has its name. */
export function readFlowName(text: string): FlowName {
  const plain = text.replace(/^\uFEFF/, '');
  return { id: topLevelValue(plain, 'id'), namespace: topLevelValue(plain, 'namespace') };
}

/** `namespace.id`; undefined where either is missing. */
export function fullName({ id, namespace }: FlowName): string | undefined {
  return id === undefined || namespace === undefined ? undefined : `${namespace}.${id}`;
}

function topLevelValue(text: string, key: string): string | undefined {
  return new RegExp(`^["']?${key}["']?[ \\t]*:[ \\t]*["']?([^"'#\\s]+)`, 'm').exec(text)?.[1];
}
