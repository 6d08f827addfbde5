/** How a namespace is compared with the one that a condition names. Kestra's words and rules: plain text, dots mean nothing. */
export type NamespaceComparison = 'EQUALS' | 'PREFIX' | 'SUFFIX';

/** Whether a namespace is the wanted one, or begins or ends with it. */
export function namespaceMatches(namespace: string, wanted: string, comparison: NamespaceComparison): boolean {
  switch (comparison) {
    case 'PREFIX':
      return namespace.startsWith(wanted);
    case 'SUFFIX':
      return namespace.endsWith(wanted);
    default:
      return namespace === wanted;
  }
}
