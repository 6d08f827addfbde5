import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { runGitphony } from '../support/cli.ts';
import { tempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

test('the flow namespace_files, as it is shipped, finds the files that it names and no draft', async () => {
  const project = await tempProject({});
  for (const path of ['flows/namespace-files.yaml', 'namespace-files'])
    await cp(join(projectRoot, path), project.path(path), { recursive: true });
  const ended = await runGitphony(['run', 'gitphony.examples.namespace_files', '--json'], { cwd: project.dir });
  expect(ended.exitCode, ended.stderr).toBe(0);
  const { state, outputs, taskRunList } = JSON.parse(ended.stdout) as Execution;
  expect(state.current).toBe('SUCCESS');
  expect(outputs).toEqual({ lines: 6 });
  const [report] = taskRunList;
  expect(report?.outputs).toMatchObject({ outputFiles: { 'report.md': expect.stringContaining('/report.md') } });
});
