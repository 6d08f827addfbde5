import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { restartExecution } from '../../src/engine/index.ts';
import { flowFile, outputsOf, runningProject, statesOf } from '../support/flow-project.ts';

const PROCESS = '{type: io.kestra.plugin.core.runner.Process}';
const SHELL = 'io.kestra.plugin.scripts.shell.Commands';
const folder = (properties: string, tasks: string): string =>
  `tasks:\n  - id: wd\n    type: io.kestra.plugin.core.flow.WorkingDirectory\n${properties}    tasks:\n${tasks}`;
const says = (id: string, command: string): string =>
  `      - {id: ${id}, type: ${SHELL}, taskRunner: ${PROCESS}, commands: ['${command}']}\n`;
const seen = (value: string): string => `echo "::{\\"outputs\\":{\\"seen\\":\\"${value}\\"}}::"`;

it('places files, shares them, and leaves nothing behind', async () => {
  const project = await runningProject({
    ...flowFile(
      'shares',
      folder(
        '    inputFiles: {in.txt: "{{ flow.id }}"}\n    namespaceFiles: {enabled: true, include: ["*.sql"]}\n',
        says('one', 'cat in.txt > a.txt; echo 1 >> q.sql') +
          says('two', seen('$(cat a.txt) $(cat q.sql | wc -l) $(ls -A | wc -l)')),
      ),
    ),
    'namespace-files/company.team/q.sql': 'select 1;\n',
    'namespace-files/company.team/left.txt': 'no\n',
  });
  const execution = await project.run('shares');
  expect(outputsOf(execution, 'two')).toMatchObject({ vars: { seen: 'shares 2 3' } });
  expect(await readdir(project.host.temporaryDirectory)).toEqual([]);
});

it('keeps what its cache names from one execution to the next, until that is too old', async () => {
  const cached = folder(
    '    cache: {patterns: ["deps/**"], ttl: "{{ inputs.ttl }}"}\n',
    says(
      'make',
      '[ -e deps/x/lib ] && S=cached || S=made; mkdir -p deps/x; echo 1 > deps/x/lib; echo 2 > other; ' + seen('$S'),
    ),
  );
  const project = await runningProject(
    flowFile('caches', `inputs:\n  - {id: ttl, type: STRING, defaults: PT1H}\n${cached}`),
  );
  const run = async (ttl: string): Promise<unknown> => outputsOf(await project.run('caches', { ttl }), 'make');
  expect(await run('PT1H')).toMatchObject({ vars: { seen: 'made' } });
  expect(await run('PT1H')).toMatchObject({ vars: { seen: 'cached' } });
  expect(await run('PT0S')).toMatchObject({ vars: { seen: 'made' } });
  const kept = join(project.folder, '.gitphony', 'cache', 'company.team', 'caches', 'wd', 'cache-', 'files');
  expect([existsSync(join(kept, 'deps/x/lib')), existsSync(join(kept, 'other'))]).toEqual([true, false]);
});

it('runs all of its tasks again on a restart, because the folder is gone', async () => {
  const project = await runningProject(
    flowFile('again', folder('', says('one', 'echo 1 > a.txt') + says('two', 'cat a.txt && [ -e ../../../ready ]'))),
  );
  const failed = await project.run('again');
  expect(statesOf(failed)).toEqual({ wd: 'FAILED', one: 'SUCCESS', two: 'FAILED' });
  const { flow, text } = await project.flow('again');
  await writeFile(join(project.folder, '.gitphony', 'ready'), '');
  const handle = await restartExecution({ flow, flowText: text, executionId: failed.id }, project.host);
  const ended = await handle.result;
  expect(statesOf(ended)).toEqual({ wd: 'SUCCESS', one: 'SUCCESS', two: 'SUCCESS' });
  expect(ended.taskRunList.map(({ taskId, attempts }) => [taskId, attempts.length])).toEqual([
    ['wd', 2],
    ['one', 1],
    ['two', 1],
  ]);
});
