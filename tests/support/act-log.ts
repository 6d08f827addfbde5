/** How a step or job of a workflow ended. */
export type ActResult = 'success' | 'failure' | 'skipped' | 'cancelled';

export interface ActStep {
  /** The step's `id`, or its index; a step of a composite action has the outer one in front: `outer/inner`. */
  readonly id: string;
  readonly name: string;
  readonly stage: 'Pre' | 'Main' | 'Post';
  /** Undefined when it did not end, as after a time-out. */
  readonly result: ActResult | undefined;
  /** What it printed, masked as act masks it. */
  readonly log: string;
  /** What it wrote to GITHUB_STEP_SUMMARY. */
  readonly summary: string;
}

export interface ActJob {
  /** The key under `jobs:`. */
  readonly id: string;
  /** act's name of the leg: `workflow/job` or `workflow/job-2`. */
  readonly name: string;
  /** The matrix values of this leg. */
  readonly matrix: Readonly<Record<string, unknown>>;
  readonly result: ActResult | undefined;
  readonly steps: readonly ActStep[];
  /** act's own complaints about the job. */
  readonly errors: readonly string[];
}

/** A `::notice`, `::warning` or `::error` command. */
export interface ActAnnotation {
  readonly level: 'notice' | 'warning' | 'error';
  readonly message: string;
  /** `file`, `line`, `col`, `endLine`, `endColumn`, `title` as given. */
  readonly properties: Readonly<Record<string, string>>;
  readonly job: string;
}

/** What a run's JSON log says. */
export interface ActLog {
  readonly jobs: readonly ActJob[];
  readonly annotations: readonly ActAnnotation[];
}

/** One line of `act --json`; only fields used here. */
interface ActLine {
  readonly level?: string;
  readonly msg?: string;
  readonly job?: string;
  readonly jobID?: string;
  readonly matrix?: Record<string, unknown>;
  readonly jobResult?: ActResult;
  readonly stage?: ActStep['stage'];
  readonly step?: string;
  readonly stepID?: readonly string[];
  readonly stepResult?: ActResult;
  readonly raw_output?: boolean;
  readonly command?: string;
  readonly content?: string;
  readonly arg?: string;
  readonly kvPairs?: Record<string, string>;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type JobRecord = Omit<Mutable<ActJob>, 'steps' | 'errors'> & { steps: Mutable<ActStep>[]; errors: string[] };

/** Reads the output of `act --json`. Lines that are not JSON (Go's own crash reports) belong to no job and are passed over. */
export function parseActLog(output: string): ActLog {
  const jobs = new Map<string, JobRecord>();
  const annotations: ActAnnotation[] = [];
  for (const line of output.split('\n')) {
    const entry = parseLine(line);
    if (entry?.job === undefined || entry.jobID === undefined) continue;
    const job = jobs.get(entry.job) ?? newJob(entry.job, entry.jobID, entry.matrix ?? {});
    jobs.set(entry.job, job);
    applyLine(job, entry);
    if (isAnnotation(entry.command)) {
      annotations.push({
        level: entry.command,
        message: entry.arg ?? '',
        properties: entry.kvPairs ?? {},
        job: entry.job,
      });
    }
  }
  return { jobs: [...jobs.values()].map(correctResult), annotations };
}

function parseLine(line: string): ActLine | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as ActLine;
  } catch {
    // Cut off by a kill.
    return undefined;
  }
}

function newJob(name: string, id: string, matrix: Record<string, unknown>): JobRecord {
  return { id, name, matrix, result: undefined, steps: [], errors: [] };
}

function applyLine(job: JobRecord, entry: ActLine): void {
  if (entry.jobResult !== undefined) job.result = entry.jobResult;
  if (entry.level === 'error' && entry.msg !== undefined) job.errors.push(entry.msg);
  if (entry.stepID === undefined || entry.stage === undefined) return;
  const step = stepOf(job, entry.stepID.join('/'), entry.stage, entry.step ?? '');
  if (entry.stepResult !== undefined) step.result = entry.stepResult;
  if (entry.raw_output === true) step.log += entry.msg ?? '';
  if (entry.command === 'summary') step.summary += entry.content ?? '';
}

function stepOf(job: JobRecord, id: string, stage: ActStep['stage'], name: string): Mutable<ActStep> {
  const found = job.steps.find((step) => step.id === id && step.stage === stage);
  if (found !== undefined) return found;
  const step = { id, name, stage, result: undefined, log: '', summary: '' };
  job.steps.push(step);
  return step;
}

/** After one failed leg act 0.2.89 reports `failure` for later legs whose steps all succeeded. */
function correctResult(job: JobRecord): ActJob {
  const isLeg = Object.keys(job.matrix).length > 0;
  const stepsAreGood =
    job.steps.length > 0 && job.steps.every(({ result }) => result === 'success' || result === 'skipped');
  return isLeg && job.result === 'failure' && stepsAreGood ? { ...job, result: 'success' } : job;
}

function isAnnotation(command: string | undefined): command is ActAnnotation['level'] {
  return command === 'notice' || command === 'warning' || command === 'error';
}
