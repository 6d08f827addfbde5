import { TaskError } from '../contract/errors.ts';

/**
 * Refuses what is no namespace, because a folder is named by it.
 *
 * @throws TaskError NAMESPACE_INVALID
 */
export function checkNamespace(namespace: string): void {
  if (/^[\p{L}\p{N}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_][\p{L}\p{N}_-]*)*$/u.test(namespace)) return;
  throw new TaskError('NAMESPACE_INVALID', `expected a namespace such as company.team, got "${namespace}"`, {
    retryable: false,
  });
}
