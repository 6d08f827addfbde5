import { GitphonyError } from '../../contract/errors.ts';

/** Why a record is not used. Codes of the records that nobody meant us to have begin with RECORD_. */
export type RecordFault = 'RECORD_FOREIGN' | 'RECORD_DAMAGED' | 'RECORD_TOO_LARGE' | 'RECORD_SEALED' | 'RECORD_MISSING';

const hints: Readonly<Record<RecordFault, string>> = {
  RECORD_FOREIGN: 'a record is used only by the workflow, flow and branch that wrote it: start the flow anew',
  RECORD_DAMAGED: 'somebody has changed it, or an upload is incomplete: start the flow anew',
  RECORD_TOO_LARGE: 'start the flow anew, and keep less: files.limit in gitphony.yaml',
  RECORD_SEALED: 'give the passphrase that it was written with in GITPHONY_HISTORY_KEY',
  RECORD_MISSING:
    'the run ended before its first upload, its artifacts have expired, or history is none: start the flow anew',
};

/** A record that cannot be used: what is wrong with it, and what helps. */
export function recordError(code: RecordFault, problem: string, cause?: unknown): GitphonyError {
  return new GitphonyError(code, `the record of the earlier run is not used: ${problem}`, {
    hint: hints[code],
    ...(cause === undefined ? {} : { cause }),
  });
}

/** True for an error about the record itself, as against one of the network. */
export function isRecordFault(error: unknown): error is GitphonyError {
  return error instanceof GitphonyError && (error.code in hints || error.code.startsWith('JOURNAL_'));
}
