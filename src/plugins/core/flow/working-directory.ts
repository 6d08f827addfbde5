import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { TaskError } from '../../../contract/errors.ts';
import { defineFlowable, type FlowableScope } from '../../../contract/flowable.ts';
import { taskList, Type } from '../../../contract/schema.ts';
import { openFolderCache } from '../../../plugin-kit/files/folder-cache.ts';
import { renderTextList } from '../../../plugin-kit/render-text.ts';
import { placeInputFiles } from '../../../plugin-kit/scripts/input-files.ts';
import { placeNamespaceFiles } from '../../../plugin-kit/scripts/namespace-files.ts';
import { storeOutputFiles } from '../../../plugin-kit/scripts/output-files.ts';
import { scriptProperties } from '../../../plugin-kit/scripts/properties.ts';

/** Runs tasks one after another in one folder. */
export const workingDirectory = defineFlowable({
  type: 'io.kestra.plugin.core.flow.WorkingDirectory',
  aliases: ['io.kestra.core.tasks.flows.WorkingDirectory', 'io.kestra.core.tasks.flows.Worker'],
  title: 'Run tasks one after another in one folder.',
  description:
    'What one task leaves in its working directory, the next one finds; a file that a task stores by its own `outputFiles` ' +
    'moves out of the folder. The folder goes when the last task has ended. Only runnable tasks may stand in it. A restart ' +
    'runs all of them again, because the folder is not kept.',
  properties: Type.Object({
    tasks: { ...taskList({ description: 'The tasks, in order.' }), minItems: 1, 'x-tasks': 'runnable' },
    inputFiles: scriptProperties.inputFiles,
    outputFiles: Type.Optional({
      ...scriptProperties.outputFiles,
      description:
        'Globs of the files to store when all tasks have succeeded; `*` stays inside a folder, `**` does not. ' +
        'Stored files move out of the working directory.',
    }),
    namespaceFiles: scriptProperties.namespaceFiles,
    cache: Type.Optional(
      Type.Object(
        {
          patterns: Type.Array(Type.String(), {
            description: 'Globs of the files to keep, e.g. `node_modules/**`.',
            minItems: 1,
          }),
          ttl: Type.Optional(
            Type.String({ description: 'Files older than this ISO 8601 duration are made anew. Default: never.' }),
          ),
          key: Type.Optional(
            Type.String({ description: 'Separates caches of one task, e.g. by a version. Default: there is one.' }),
          ),
        },
        {
          additionalProperties: false,
          description:
            'Files to keep from one execution to the next, under `.gitphony/cache` of the project. Saved when all tasks have succeeded.',
        },
      ),
    ),
  }),
  outputs: Type.Object({
    outputFiles: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: 'URIs of the stored files by their path relative to the working directory.',
      }),
    ),
  }),
  restart: 'all',
  examples: [
    {
      title: 'Two scripts that work on the same files',
      code: `id: shared_folder
namespace: company.team
tasks:
  - id: folder
    type: io.kestra.plugin.core.flow.WorkingDirectory
    inputFiles:
      names.txt: |
        Ada
        Grace
    outputFiles:
      - sorted.txt
    tasks:
      - id: sort
        type: io.kestra.plugin.scripts.shell.Commands
        taskRunner:
          type: io.kestra.plugin.core.runner.Process
        commands:
          - sort -r names.txt > sorted.txt
      - id: show
        type: io.kestra.plugin.scripts.shell.Commands
        taskRunner:
          type: io.kestra.plugin.core.runner.Process
        commands:
          - cat sorted.txt
  - id: read
    type: io.kestra.plugin.core.log.Log
    message: "{{ read(outputs.folder.outputFiles['sorted.txt']) }}"
`,
    },
  ],
  async run({ inputFiles, outputFiles, namespaceFiles, cache }, scope) {
    const directory = await scope.sharedDirectory();
    const variables = { workingDir: directory };
    const saved = cache === undefined ? undefined : openFolderCache(scope, cache);
    // Beside the folder, so that no glob finds it.
    const begun = `${directory}.begun`;
    if (!existsSync(begun)) {
      refuseLostFolder(scope);
      await saved?.restore(directory);
      await placeNamespaceFiles(scope, directory, namespaceFiles);
      await placeInputFiles(scope, directory, inputFiles, variables);
      await writeFile(begun, '');
    }
    const state = await scope.sequence(scope.node.children['tasks'] ?? []);
    if (state !== 'SUCCESS' && state !== 'WARNING') return { state };
    await saved?.save(directory);
    const patterns = await renderTextList(scope, outputFiles, variables);
    if (patterns.length === 0) return { state };
    return { state, outputs: { outputFiles: await storeOutputFiles(scope, directory, patterns) } };
  },
});

/** Somebody cleared the folder of an execution that had died: what its tasks had left there is gone. */
function refuseLostFolder({ taskRun }: FlowableScope): void {
  if (!taskRun.interrupted) return;
  throw new TaskError(
    'WORKING_DIRECTORY_LOST',
    'the folder that the tasks share is gone, though some of them may have worked in it already',
    { retryable: false, hint: 'restart the execution: gitphony executions restart ID runs all of them again' },
  );
}
