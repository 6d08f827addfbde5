import { count, describeTotal, dollars } from '../generator/cost/print-cost.ts';
import { type CostEstimate, estimateCost, type PlannedProject, planWorkflows } from '../generator/index.ts';
import { codeCell } from '../src/github/summary/escape.ts';

/** The costliest workflows that are shown one by one. */
const shown = 20;

/** Markdown about runs, minutes and money of a project's flows; undefined where nothing runs by itself. A job of a pull request knows no past runs. */
export async function costSection(project: PlannedProject, now: number): Promise<string | undefined> {
  return printCost(estimateCost(await planWorkflows(project), project.config, now));
}

function printCost(estimate: CostEstimate): string | undefined {
  const planned = estimate.workflows.filter(({ runs }) => runs > 0);
  if (planned.length === 0) return undefined;
  const rows = planned.slice(0, shown).map(({ name, runs, minutes, money, runner }) => {
    const cells = [
      codeCell(name),
      count(runs),
      count(minutes),
      money === undefined ? '?' : dollars(money),
      codeCell(runner),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const more = planned.length > shown ? `\n\n… and ${planned.length - shown} more: \`gitphony cost\`` : '';
  const table = `| flow | runs a month | minutes | money | runner |\n|---|--:|--:|--:|---|\n${rows.join('\n')}${more}`;
  return `<details><summary>${describeTotal(estimate)}</summary>\n\n${table}\n\nTwo minutes a run are assumed; \`gitphony cost --github\` takes those of past runs.\n\n</details>`;
}
