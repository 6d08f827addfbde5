import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A level, a task id (null for the execution's own) and a text. */
export type ExpectedLog = readonly [level: string, taskId: string | null, message: string];

export interface ExpectedTaskRun {
  readonly taskId: string;
  readonly value: unknown;
  readonly iteration?: unknown;
  readonly parentTaskId?: unknown;
  readonly state: unknown;
  readonly attempts?: unknown;
  readonly attemptStates?: unknown;
  readonly outputs: unknown;
  /** Content behind storage URIs, by their path in the outputs (`outputFiles.a.txt`). */
  readonly files?: Readonly<Record<string, string>>;
}

/** What a real server was seen to do with one start. */
export interface ExpectedRecord {
  /** The start was refused; then only `messageContains` says more. */
  readonly rejected?: boolean;
  readonly messageContains?: readonly string[];
  readonly flowId?: string;
  readonly state?: unknown;
  readonly stateHistory?: unknown;
  readonly inputs?: unknown;
  readonly outputs?: unknown;
  readonly labels?: unknown;
  readonly variables?: unknown;
  readonly trigger?: unknown;
  readonly taskRuns?: readonly ExpectedTaskRun[] | '<varies>';
  readonly logs?: readonly ExpectedLog[] | '<varies>';
  readonly unordered?: boolean;
  /** Executions that this one started, oldest first. */
  readonly children?: readonly ExpectedRecord[];
}

/** A step that the server refused, or a state that was looked at in passing. */
export interface ScenarioNote {
  readonly rejected?: boolean;
  readonly op?: string;
  readonly as?: string;
  readonly peek?: string;
  readonly state?: string;
}

export interface ExpectedFlow extends ExpectedRecord {
  readonly valid: boolean;
  readonly needsHttpServer?: boolean;
  readonly cases?: readonly ExpectedRecord[];
  readonly executions?: Readonly<Record<string, ExpectedRecord>>;
  readonly collected?: readonly ExpectedRecord[];
  readonly notes?: readonly ScenarioNote[];
}

export interface ScenarioStep {
  readonly do: string;
  readonly as?: string;
  readonly of?: string;
  readonly name?: string;
  readonly task?: string;
  readonly state?: string;
  readonly seconds?: number;
  readonly flow?: string;
  readonly trigger?: string;
  readonly start?: string;
  readonly end?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly labels?: readonly { readonly key: string; readonly value: string }[];
  readonly expectError?: boolean;
  /** Of a webhook: what the request knows and brings. */
  readonly key?: string;
  readonly query?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A folder of the corpus. */
export interface FlowFolder {
  readonly name: string;
  readonly directory: string;
  readonly expected: ExpectedFlow;
  /** Inputs of each start, as texts of a form; `@name` is a file of `files/`. */
  readonly starts: readonly Readonly<Record<string, string>>[];
  /** Labels of the first start. */
  readonly labels: Readonly<Record<string, string>>;
  readonly steps: readonly ScenarioStep[] | undefined;
  /** The flow sets a limit in seconds, which a busy machine may miss by no fault of ours. */
  readonly racesTheClock: boolean;
}

const root = fileURLToPath(new URL('../../../shared/conformance/flows', import.meta.url));

/** The script of the server that flows of the corpus talk to, at the port that their text names. */
export const corpusServer = { folder: join(root, 'http'), port: 18_081 } as const;

/** The flows observed on a real server, by name. They are no part of the repository: undefined where they are absent. */
export function readFlowCorpus(): readonly FlowFolder[] | undefined {
  if (!existsSync(root)) return undefined;
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'expected.json')))
    .toSorted()
    .map(readFolder);
}

function readFolder(name: string): FlowFolder {
  const directory = join(root, name);
  const inputs = readJson<{ cases?: FlowFolder['starts'] }>(join(directory, 'inputs.json'), {});
  const labels = readJson<string[]>(join(directory, 'labels.json'), []);
  return {
    name,
    directory,
    expected: readJson<ExpectedFlow>(join(directory, 'expected.json')),
    starts: inputs.cases ?? [{}],
    labels: Object.fromEntries(labels.map((label) => [label.split(':', 1)[0] ?? '', label.replace(/^[^:]*:/, '')])),
    steps: readJson<ScenarioStep[] | undefined>(join(directory, 'scenario.json'), undefined),
    racesTheClock: /\b(?:ttl|timeout|maxDuration|concurrency|sla)\b/.test(
      readFileSync(join(directory, 'flow.yaml'), 'latin1'),
    ),
  };
}

/** Fails where the file is missing and nothing is given to stand for it. */
function readJson<T>(file: string, ...missing: [T] | []): T {
  if (!existsSync(file) && missing.length === 1) return missing[0];
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
