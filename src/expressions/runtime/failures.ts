import { CallFailure } from '../../contract/expression.ts';
import { ExpressionError } from '../error.ts';
import { Suspend } from './suspend.ts';

/** A failure of evaluation at a place of the template. */
export function runtimeError(
  message: string,
  source: string,
  offset: number,
  hint?: string,
  cause?: unknown,
): ExpressionError {
  return new ExpressionError(message, { code: 'EXPRESSION_RUNTIME', source, offset, hint, cause });
}

/** Any error as one with a place; those that have one, and suspensions, pass. */
export function placed(error: unknown, source: string, offset: number, doing = ''): Error {
  if (error instanceof Suspend || error instanceof ExpressionError) return error;
  const prefix = doing === '' ? '' : `${doing}: `;
  if (error instanceof CallFailure)
    return runtimeError(prefix + error.message, source, offset, error.hint, error.cause);
  if (error instanceof RangeError && /stack/i.test(error.message)) {
    return runtimeError(`${prefix}the expression is nested too deeply`, source, offset);
  }
  return runtimeError(
    prefix + (error instanceof Error ? error.message : String(error)),
    source,
    offset,
    undefined,
    error,
  );
}

/**
 * An error inside of an operator that reports its own: even a missing variable is then no longer what `??` catches, as in
 * Kestra (`(1 + inputs.missing) ?? 0` fails, `1 + (inputs.missing ?? 0)` does not).
 */
export function operatorFailure(error: unknown, source: string, offset: number, doing: string, hint?: string): Error {
  if (error instanceof ExpressionError && error.code === 'EXPRESSION_UNDEFINED') {
    const message = `${doing}: ${error.message.slice(0, error.message.indexOf(' (in `'))}`;
    return runtimeError(message, error.source, error.offset, hint ?? error.hint, error);
  }
  return placed(error, source, offset, doing);
}

/** True for a missing variable or attribute. */
export function isUndefinedError(error: unknown): boolean {
  return error instanceof ExpressionError && error.code === 'EXPRESSION_UNDEFINED';
}
