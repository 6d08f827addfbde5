import { parseJson, printJson } from '../../util/json.ts';
import { isMap, type Value } from '../../util/values.ts';
import { recordError } from './record-error.ts';

/** What stands in every artifact of a record: where it comes from. It holds no values of the flow. */
export interface RecordManifest {
  readonly repository: string;
  /** Of a fork's pull request: the fork. */
  readonly headRepository: string;
  /** Path of the workflow file. */
  readonly workflow: string;
  /** `namespace.id`. */
  readonly flow: string;
  /** SHA-256 of the flow file. */
  readonly flowHash: string;
  readonly event: string;
  /** `refs/heads/main`. */
  readonly ref: string;
  readonly runId: string;
  readonly attempt: number;
  readonly job: string;
  readonly record: string;
  readonly history: 'full' | 'metadata' | 'encrypted';
  /** Ids of the executions that the job runs, in order; what they call is not among them. */
  readonly executions: readonly string[];
}

export const MANIFEST_FILE = 'record.json';
/** A manifest is small: a larger one is none of ours. */
export const MOST_MANIFEST_BYTES = 262_144;

const VERSION = 1;

export function printManifest(manifest: RecordManifest): string {
  return `${printJson({ v: VERSION, ...manifest } as unknown as Value)}\n`;
}

/** Reads a manifest as hostile input. Fails with RECORD_DAMAGED. */
export function parseManifest(text: string): RecordManifest {
  const root = readRoot(text);
  const { v, history, attempt, executions } = root;
  if (v !== VERSION)
    throw recordError('RECORD_DAMAGED', `expected a manifest of version ${VERSION}, got ${printJson(v ?? null)}`);
  const texts = Object.fromEntries(
    ['repository', 'headRepository', 'workflow', 'flow', 'flowHash', 'event', 'ref', 'runId', 'job', 'record'].map(
      (key) => {
        const value = root[key];
        if (typeof value !== 'string') throw recordError('RECORD_DAMAGED', `its manifest lacks "${key}"`);
        return [key, value];
      },
    ),
  ) as Omit<RecordManifest, 'attempt' | 'history' | 'executions'>;
  if (history !== 'full' && history !== 'metadata' && history !== 'encrypted')
    throw recordError('RECORD_DAMAGED', 'its manifest does not say what it holds');
  if (typeof attempt !== 'number') throw recordError('RECORD_DAMAGED', 'its manifest lacks "attempt"');
  const isList =
    Array.isArray(executions) && executions.every((id) => typeof id === 'string' && /^[0-9A-Za-z]{8,64}$/.test(id));
  if (!isList) throw recordError('RECORD_DAMAGED', 'its manifest lists executions by ids that are none');
  return { ...texts, attempt, history, executions: executions as string[] };
}

function readRoot(text: string): Readonly<Record<string, Value>> {
  try {
    const root = parseJson(text);
    if (isMap(root)) return root;
    throw new SyntaxError('it is not a JSON object');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw recordError('RECORD_DAMAGED', `its manifest cannot be read: ${reason}`, cause);
  }
}
