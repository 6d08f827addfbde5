import type { KvEntry } from '../../../contract/kv.ts';

/** True where a key's time is over. */
export function isExpired({ expiresAt }: KvEntry, now = Date.now()): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now;
}
