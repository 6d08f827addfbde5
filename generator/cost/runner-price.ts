import type { ProjectConfig, RunsOn } from '../../src/contract/project-config.ts';

/** Dollars a minute, as listed for private repositories in 2026. Other labels are named in `prices` of gitphony.yaml. */
const listed: readonly (readonly [label: RegExp, price: number])[] = [
  [/^ubuntu-slim$/, 0.002],
  [/^ubuntu-(?:latest|\d\d\.\d\d)$/, 0.006],
  [/^self-hosted$/, 0],
];

/** What a minute costs on a runner; undefined where nobody said. Of several labels the first that has a price counts. */
export function priceOf(runsOn: RunsOn, { prices }: Pick<ProjectConfig, 'prices'>): number | undefined {
  const labels = labelsOf(runsOn);
  for (const label of labels) {
    const own = prices.runners[label];
    if (own !== undefined) return own;
  }
  return labels.flatMap((label) => listed.filter(([pattern]) => pattern.test(label)).map(([, price]) => price))[0];
}

/** How a runner is shown. */
export function labelsOf(runsOn: RunsOn): readonly string[] {
  if (typeof runsOn === 'string') return [runsOn];
  if (Array.isArray(runsOn)) return runsOn;
  const { group, labels = [] } = runsOn as { readonly group?: string; readonly labels?: string | readonly string[] };
  return [...(group === undefined ? [] : [group]), ...(typeof labels === 'string' ? [labels] : labels)];
}
