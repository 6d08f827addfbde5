import type { DatabaseError } from 'pg';

/** True for an answer of the server, as opposed to trouble on the way to it. */
export function isDatabaseError(error: unknown): error is DatabaseError & { readonly code: string } {
  return error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string';
}

/** A system error's code (`ECONNREFUSED`), a TLS one's (`CERT_HAS_EXPIRED`) or undefined. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Whether the same work may go well the next time: serialization failure, deadlock, server starting, stopping or crashed,
 * connection trouble, too many connections. Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function isPassing(sqlState: string): boolean {
  return sqlState.startsWith('08') || ['40001', '40P01', '53300', '57P01', '57P02', '57P03'].includes(sqlState);
}
