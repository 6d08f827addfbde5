/** A finding of a workflow checker that stands, and why. Every entry is proved by a test: a rule that no longer fires must go. */
export interface AllowedFinding {
  readonly tool: 'actionlint' | 'zizmor' | 'languageservice';
  /** The checker's name of the rule: actionlint's kind, zizmor's id; the language service has none and gets `diagnostic`. */
  readonly rule: string;
  /** Tested against the finding's message; as narrow as can be. */
  readonly matches: RegExp;
  readonly reason: string;
}

/** The only findings that compiled workflows and our own may have. The checkers contradict each other on some, so 0 findings cannot be had. */
export const allowedFindings: readonly AllowedFinding[] = [
  {
    tool: 'actionlint',
    rule: 'syntax-check',
    matches: /^unexpected key "queue" for "concurrency" section/,
    reason: 'actionlint 1.7.12 does not know `queue: max`; without it GitHub drops all but the newest queued run.',
  },
  {
    tool: 'zizmor',
    rule: 'self-repository',
    matches: /: \.\/action$/,
    reason: '`uses: $/action` is an error to actionlint 1.7.12 and act, and GitHub Enterprise Server does not have it.',
  },
  {
    tool: 'zizmor',
    rule: 'dangerous-triggers',
    matches: /: workflow_run$/,
    reason:
      'A WorkflowRun trigger asks for it; the job starts only where the head repository is the own one, checks out the default branch, and text of strangers is refused in scripts.',
  },
  {
    tool: 'zizmor',
    rule: 'self-hosted-runner',
    matches: /runs on a self-hosted runner: (?:self-hosted runner|runner group) used here: runs-on:/,
    reason: 'Runners of one’s own are the repository owner’s choice: runsOn and workerGroups in gitphony.yaml.',
  },
  {
    tool: 'zizmor',
    rule: 'unpinned-images',
    matches: /image: postgres:\d+$/,
    reason:
      'The scratch PostgreSQL of a job follows the minor versions of its major; it holds no data that outlives the job.',
  },
  {
    tool: 'zizmor',
    rule: 'secrets-outside-env',
    matches: /secrets referenced without a dedicated environment/,
    reason:
      'An environment is the repository owner’s choice (gitphony.yaml); without one, repository secrets are the only ones there are.',
  },
];
