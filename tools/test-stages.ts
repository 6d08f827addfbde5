/** A check that passes or fails as a whole. */
export interface CheckStage {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

/** Cheapest first, so that a typing slip shows within seconds. */
export const checkStages: readonly CheckStage[] = [
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'format', command: ['biome', 'format', '.'] },
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'folders', command: ['npm', 'run', '--silent', 'folders'] },
  { name: 'check-dist', command: ['tsx', 'tools/check-dist.ts'] },
];

/** vitest's projects, as vitest.config.ts defines them. */
export const suiteStages = ['unit', 'golden', 'integration', 'e2e'] as const;

/** What `--only` takes. */
export const stageNames: readonly string[] = [...checkStages.map(({ name }) => name), ...suiteStages];
