/** One promise of "Trust and guarantees": the file that holds its tests, and what it says, sentence by sentence. */
export interface TrustPromise {
  readonly title: string;
  /** Beside this file. */
  readonly file: string;
  /** Each is the name of a test in that file, word for word. */
  readonly sentences: readonly string[];
  /** Sentences about what is still to be built: they have no test, and become `sentences` in the change that brings it. */
  readonly waiting?: readonly string[];
}

/** All that is promised to whoever looks for a weakness. A promise without a test, or a sentence without one, fails `index.test.ts`. */
export const trustPromises: readonly TrustPromise[] = [
  {
    title: 'What is promised of a task',
    file: 'what-is-promised.test.ts',
    sentences: [
      'a task run that is recorded as ended is not run again',
      'a task run without a recorded end is interrupted, and its type says what a resume does with it',
      'the id of a task run is the same after a resume',
      'no text claims exactly once',
    ],
  },

  {
    title: 'The record outlives the runner',
    file: 'record-outlives-the-runner.test.ts',
    sentences: [
      'segments and small files are uploaded while the run goes, and in the post step',
      'artifact names hold the attempt, and a job stays below the number of artifacts that GitHub takes',
      'the engine stops itself resumable before the limit of the job, and on SIGTERM',
      'a failed upload does not fail the flow',
    ],
  },

  {
    title: 'A journal from elsewhere is hostile input',
    file: 'hostile-journals.test.ts',
    sentences: [
      'a record of another repository, head repository, workflow, flow, branch or event is refused',
      'a record whose digest does not agree is refused',
      'another revision of the flow has to be asked for',
      'the summary of a failure offers a restart with the latest commit',
    ],
  },

  {
    title: 'Scripts do not hold the authority of the action',
    file: 'scripts-hold-no-authority.test.ts',
    sentences: [
      'a child sees the allow-list of the environment and its own env',
      'nor does a command on another host',
      'nor does a container',
      'git, which runs programs of a repository’s own settings, gets no token',
      'nothing else of ours starts a process',
      'a job that has write permissions runs no flow task',
      'what a child prints cannot act as a workflow command',
      'each process has a random token of its own',
    ],
  },

  {
    title: 'Validation is pure',
    file: 'validation-is-pure.test.ts',
    sentences: [
      'validate and compile use no network, no process and no variable',
      'nor does what an editor completes by',
      'at run time env() sees names that begin with ENV_ only',
      'on GitHub secret() finds the names only that were found at compile time',
      'http() refuses loopback and link-local addresses unless they are allowed',
    ],
  },

  {
    title: 'The text of an attacker stays data',
    file: 'attacker-text-stays-data.test.ts',
    sentences: [
      'free text in a script, in SQL, in an address or in render() warns, with the rewrite',
      'what a task found is free text, but for numbers and addresses in storage',
      'strict makes it an error, and no workflow is written',
      'text that anybody may write is always an error, whichever way it goes',
      'closed types are clean',
      'the flows of the course validate without an error or a warning',
      'a pull request is compiled to pull_request, never to pull_request_target',
      'the run of another workflow must be of the same repository',
      'runs of public events save no caches',
    ],
  },

  {
    title: 'Inputs are read from the event file, and masks cover every form',
    file: 'inputs-and-masks.test.ts',
    sentences: [
      'inputs are read from the event file and echoed by no with',
      'a SECRET input is no field of the form: the name of a secret is given instead',
      'masks cover the raw, base64, URL, JSON and per-line forms of a secret',
      'the leaves of a JSON secret and what filters make of a secret are masked',
      'a secret of fewer than six characters warns',
      'a job that plans sees no secrets, and a leg fails unless count and hash of the ticks agree',
    ],
  },

  {
    title: 'A tick, a resume, a downstream dispatch is claimed once',
    file: 'claimed-once.test.ts',
    sentences: [
      'of two that claim the same tick one gets it, by creating a ref',
      'where the job may create no ref it is called best effort',
      'a claim ends by the state of the run, not by a clock',
    ],
  },

  {
    title: 'Environments bound secrets, namespaces do not',
    file: 'environments-bound-secrets.test.ts',
    sentences: [
      'the jobs of a namespace run in its environment, those below it too, and others in none',
      'a flow that calls a flow of another environment is refused',
      'a key of a namespace of another environment is refused',
      'webhooks are workflow_dispatch unless repository_dispatch is asked for',
      'doctor fails when an environment may be used by other branches than the default one',
      'doctor fails when CODEOWNERS misses flows, namespace files, gitphony.yaml or the workflows',
      'doctor fails when schedules are disabled, about to be, or owned by someone who left',
    ],
  },

  {
    title: 'Public repositories show the world their artifacts',
    file: 'public-repositories.test.ts',
    sentences: [
      'a public repository keeps metadata unless it says otherwise',
      'history can be full, metadata, encrypted or none',
      'compile says what a resume loses',
    ],
  },

  {
    title: 'Limits that GitHub cannot keep are kept by design',
    file: 'limits-kept-by-design.test.ts',
    sentences: [
      'a limit of one is one group, in which no pending run is replaced',
      'a backfill in order is one leg that runs its ticks in sequence, and hands over before the limit of the job',
      'a limit of more is a group for each slot',
      'a run that was cancelled before it started is recorded and caught up',
    ],
  },

  {
    title: 'Variables have no compare-and-set',
    file: 'variables-have-no-compare-and-set.test.ts',
    sentences: [
      'variables say that the last writer wins, the state branch loses no writer',
      'a run reads what it wrote itself',
      'the legs of a backfill write once, at the end',
      'where both hold a key the branch wins, and the list shows both',
    ],
  },

  {
    title: 'Money and limits are seen',
    file: 'money-and-limits-are-seen.test.ts',
    sentences: [
      'no job that may do nothing is started',
      'polling triggers of one interval share a job',
      'a plain run takes at most three API calls',
      'so does a dispatch from a machine',
      'cost tells runs, minutes and money of each flow',
      'with the minutes of runs on GitHub, by one request a workflow',
      'the summary of a pull request tells them too',
    ],
  },
];
