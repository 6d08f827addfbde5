import type { RecordManifest } from './manifest.ts';
import { recordError } from './record-error.ts';

/** What a record must agree with. Left out: not known here, or somebody has asked for another one. */
export type ExpectedOrigin = Partial<
  Pick<
    RecordManifest,
    | 'repository'
    | 'headRepository'
    | 'workflow'
    | 'flow'
    | 'flowHash'
    | 'event'
    | 'ref'
    | 'runId'
    | 'record'
    | 'attempt'
  >
>;

const words: Readonly<Record<keyof ExpectedOrigin, string>> = {
  repository: 'repository',
  headRepository: 'head repository',
  workflow: 'workflow',
  flow: 'flow',
  flowHash: 'revision of the flow',
  event: 'event',
  ref: 'branch',
  runId: 'run',
  record: 'job',
  attempt: 'attempt',
};

/** Refuses a record that comes from elsewhere. Fails with RECORD_FOREIGN, naming the first difference. */
export function checkOrigin(manifest: RecordManifest, expected: ExpectedOrigin): void {
  for (const key of Object.keys(words) as (keyof ExpectedOrigin)[]) {
    const wanted = expected[key];
    if (wanted === undefined || wanted === manifest[key]) continue;
    throw recordError(
      'RECORD_FOREIGN',
      `expected the ${words[key]} ${short(wanted)}, it comes from ${short(manifest[key])}`,
    );
  }
}

function short(value: string | number): string {
  return JSON.stringify(String(value).slice(0, 100));
}
