import type { CompileReport, FactChange, FlowChange, ProjectChange } from '../generator/index.ts';
import { codeCell, escapeMarkdown } from '../src/github/summary/escape.ts';

/** What the summary of a pull request or push is made from. */
export interface DeploySummary {
  /** Why there was nothing to compare with; empty where there was. */
  readonly compared: string;
  readonly change: ProjectChange;
  readonly report: CompileReport;
  readonly flows: number;
  readonly errors: number;
  /** Undefined: the workflows are what the flows say, or a job after this one commits them. */
  readonly command: string | undefined;
  /** Markdown about runs, minutes and money. */
  readonly cost?: string | undefined;
}

/** GitHub takes comments of 65,536 characters. */
const longest = 60_000;

/** Markdown for the job's summary, short enough for a comment as well: first without pictures, then cut. */
export function printDeploySummary(summary: DeploySummary): string {
  const whole = print(summary, true);
  if (whole.length <= longest) return whole;
  const plain = print(summary, false);
  if (plain.length <= longest) return plain;
  return `${plain.slice(0, plain.lastIndexOf('\n\n', longest))}\n\n… and more: see the changes of the files.\n`;
}

function print({ compared, change, report, flows, errors, command, cost }: DeploySummary, pictures: boolean): string {
  const { drift } = report;
  const state = errors > 0 ? `❌ ${count(errors, 'error')}` : drift ? '⚠️ the workflows have to change' : '✅ ready';
  const sections = [
    `## Gitphony: ${count(flows, 'flow')}, ${state}`,
    ...(compared === '' ? [] : [escapeMarkdown(compared)]),
    ...(command === undefined ? [] : [`Run this and commit what it writes:\n\n\`\`\`sh\n${command}\n\`\`\``]),
    ...needs(change),
    ...change.flows.map((flow) => printFlow(flow, pictures)),
    ...(change.edited.length === 0
      ? []
      : [`Edited, with nothing else to agree to: ${change.edited.map(codeCell).join(', ')}`]),
    ...(change.flows.length + change.edited.length === 0 ? ['No flow changes.'] : []),
    ...(pictures && change.links !== undefined
      ? [folded('Which flow starts which', twoPictures(change.links.before, change.links.after))]
      : []),
    ...(cost === undefined ? [] : [cost]),
    ...printFiles(report),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The names that somebody may have to set, before anything else. */
function needs({ flows }: ProjectChange): readonly string[] {
  const lines = (['secrets', 'variables'] as const).flatMap((kind) => {
    const changes = flows.flatMap(({ facts }) => facts.filter(({ name }) => name === kind));
    const before = new Set(changes.flatMap((fact) => fact.before));
    const added = [...new Set(changes.flatMap(({ after }) => after))].filter((name) => !before.has(name)).toSorted();
    return added.length === 0 ? [] : [`- ${kind}: ${added.map(codeCell).join(', ')}`];
  });
  if (lines.length === 0) return [];
  return [`**Newly named, so the repository must have it** (\`gitphony secrets check\` tells):\n\n${lines.join('\n')}`];
}

const words = { new: 'new', gone: 'goes', changed: 'changes' } as const;

function printFlow({ name, kind, facts, tasks }: FlowChange, pictures: boolean): string {
  const rows = facts.map((fact) =>
    kind === 'new'
      ? `| ${fact.name} | ${cell(fact, fact.after)} |`
      : kind === 'gone'
        ? `| ${fact.name} | ${cell(fact, fact.before)} |`
        : `| ${fact.name} | ${cell(fact, fact.before)} | ${cell(fact, fact.after)} |`,
  );
  const head = kind === 'changed' ? '| | before | after |\n|---|---|---|' : '| | |\n|---|---|';
  const picture = pictures && tasks !== undefined ? [folded('Tasks', twoPictures(tasks.before, tasks.after))] : [];
  return [
    `### ${codeCell(name)} ${words[kind]}`,
    ...(rows.length === 0 ? [] : [`${head}\n${rows.join('\n')}`]),
    ...picture,
  ].join('\n\n');
}

/** What only one side has stands out. */
function cell({ before, after }: FactChange, side: readonly string[]): string {
  if (side.length === 0) return '–';
  const isNew = (item: string): boolean => side === after && before.length > 0 && !before.includes(item);
  return side.map((item) => (isNew(item) ? `**${codeCell(item)}**` : codeCell(item))).join('<br>');
}

function folded(title: string, inside: string): string {
  return `<details><summary>${title}</summary>\n\n${inside}\n\n</details>`;
}

function twoPictures(before: string | undefined, after: string | undefined): string {
  const picture = (title: string, text: string | undefined): readonly string[] =>
    text === undefined ? [] : [`${title}\n\n\`\`\`mermaid\n${text}\n\`\`\``];
  return [...picture('before', before), ...picture('after', after)].join('\n\n');
}

const statuses = {
  missing: 'new',
  stale: 'changes',
  edited: 'edited by hand: compile puts it back',
  orphan: 'goes: its flow is gone',
  refused: 'not written: see the problems',
} as const;

function printFiles({ workflows }: CompileReport): readonly string[] {
  const rows = workflows.flatMap(({ path, source, status }) =>
    status === 'unchanged' ? [] : [`| ${codeCell(path)} | ${codeCell(source)} | ${statuses[status]} |`],
  );
  return rows.length === 0 ? [] : [`| workflow file | from | |\n|---|---|---|\n${rows.join('\n')}`];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
