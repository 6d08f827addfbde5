import { readdirSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allowedFindings } from '../../generator/allowed-findings.ts';
import { planFlow, renderWorkflow } from '../../generator/index.ts';
import { planTopology } from '../../generator/plan-topology.ts';
import type { Flow } from '../../src/contract/flow.ts';
import type { Problem } from '../../src/contract/source.ts';
import { type ParsedFlow, parseFlow } from '../../src/flow/index.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { loadConfig, pluginDefaultsOf } from '../../src/project/config.ts';
import { describeFinding, lintWorkflows, withoutAllowed } from '../gates/lint-workflows.ts';
import { makeTempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/**
 * One folder a case, named by what it shows: `flow.yaml`, `other-*.yaml` and `gitphony.yaml` where they matter, and what compiling it gives:
 * `workflow.yml` (none where there are errors) and `problems.txt` (none where there are none).
 * `UPDATE_GOLDEN=1 npx vitest run tests/golden` writes them anew: then read the diff.
 */
const folder = join(projectRoot, 'tests', 'golden', 'workflows');
const cases = readdirSync(folder).toSorted();
const update = process.env['UPDATE_GOLDEN'] === '1';

interface Compiled {
  readonly workflow: string | undefined;
  readonly problems: string | undefined;
}

async function compileCase(name: string): Promise<Compiled> {
  const directory = join(folder, name);
  const config = await loadConfig(directory);
  const read = async (file: string): Promise<{ flow: Flow; context: ParsedFlow }> => {
    const parsed = await parseFlow(
      { file: `flows/${file}`, bytes: await readFile(join(directory, file)) },
      { registry: builtinRegistry, pluginDefaults: (namespace) => pluginDefaultsOf(config, namespace) },
    );
    if (parsed.flow === undefined) throw new Error(`${name}: ${parsed.problems.map(describeProblem).join('')}`);
    return { flow: parsed.flow, context: parsed };
  };
  const others = readdirSync(directory).filter((file) => file.startsWith('other-'));
  const [own, ...rest] = await Promise.all(['flow.yaml', ...others.toSorted()].map(read));
  if (own === undefined) throw new Error(`${name} has no flow`);
  const topology = await planTopology([own, ...rest], builtinRegistry);
  const plan = await planFlow(own.flow, config, builtinRegistry, own.context, {
    topology: topology.get(own.flow),
    callable: rest.map(({ flow }) => flow),
  });
  const isRefused = plan.problems.some(({ severity }) => severity === 'error');
  return {
    workflow: isRefused ? undefined : renderWorkflow(plan),
    problems: plan.problems.length === 0 ? undefined : plan.problems.map(describeProblem).join(''),
  };
}

function describeProblem({ severity, rule, message, hint, file, range }: Problem): string {
  return `${file}:${range.start.line}:${range.start.column}: ${severity} ${rule}\n  ${message}\n  hint: ${hint ?? ''}\n`;
}

async function readGolden(name: string): Promise<Compiled> {
  const [workflow, problems] = await Promise.all(goldenFiles(name).map(readIfThere));
  return { workflow, problems };
}

async function writeGolden(name: string, { workflow, problems }: Compiled): Promise<void> {
  for (const [index, file] of goldenFiles(name).entries()) {
    const text = [workflow, problems][index];
    await (text === undefined ? rm(file, { force: true }) : writeFile(file, text));
  }
}

function goldenFiles(name: string): readonly string[] {
  return [join(folder, name, 'workflow.yml'), join(folder, name, 'problems.txt')];
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

describe('a flow and its workflow', () => {
  test.each(cases)('%s', async (name) => {
    const compiled = await compileCase(name);
    if (update) await writeGolden(name, compiled);
    expect(compiled).toEqual(await readGolden(name));
  });
});

test('the checkers find nothing in any of them but what is allowed', async () => {
  // The checkers look the action up in the repository of the file.
  const action = await readFile(join(projectRoot, 'action', 'action.yml'), 'utf8');
  const project = await makeTempProject({
    'action/action.yml': action,
    'action/dist/main.js': '',
    'action/dist/post.js': '',
    // A repository to actionlint. Labels of one's own are made known to actionlint as docs/configuration.md says.
    '.git/HEAD': '',
    '.github/actionlint.yaml': 'self-hosted-runner: {labels: [gpu, linux-gpu]}\n',
  });
  onTestFinished(project.remove);
  const files: string[] = [];
  for (const name of cases) {
    const { workflow } = await readGolden(name);
    if (workflow === undefined) continue;
    const file = project.path('.github', 'workflows', `${name}.yml`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, workflow);
    files.push(file);
  }
  const findings = withoutAllowed(await lintWorkflows(files), allowedFindings);
  expect(findings.map(describeFinding)).toEqual([]);
});
