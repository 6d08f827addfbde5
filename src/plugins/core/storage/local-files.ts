import { Type, selfRendered } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { renderTextList } from '../../../plugin-kit/render-text.ts';
import { placeInputFiles } from '../../../plugin-kit/scripts/input-files.ts';
import { storeOutputFiles } from '../../../plugin-kit/scripts/output-files.ts';

/** Makes files in the working directory, and stores files of it. */
export const localFiles = defineTask({
  type: 'io.kestra.plugin.core.storage.LocalFiles',
  aliases: ['io.kestra.core.tasks.storages.LocalFiles'],
  deprecated: 'use inputFiles and outputFiles of the task or of the WorkingDirectory',
  title: 'Make files in the working directory, and store files of it.',
  description: 'Of use inside a WorkingDirectory, whose tasks share their folder.',
  properties: Type.Object({
    inputs: Type.Optional(
      selfRendered(
        Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.String()], {
          description:
            'Files to make: content, or the URI of a stored file, by relative path. A map, or the JSON text of one.',
        }),
      ),
    ),
    outputs: Type.Optional(
      selfRendered(
        Type.Array(Type.String(), {
          description: 'Globs, relative to the folder, of the files to store: `*.csv`, `out/**`.',
        }),
      ),
    ),
  }),
  outputs: Type.Object({
    uris: Type.Record(Type.String(), Type.String(), { description: 'URIs of the stored files by relative path.' }),
  }),
  examples: [
    {
      title: 'A file for the script behind it',
      code: `id: share_files
namespace: company.team
tasks:
  - id: share
    type: io.kestra.plugin.core.storage.LocalFiles
    inputs:
      hello.txt: "Hello {{ flow.id }}"
    outputs:
      - "*.txt"
`,
    },
  ],
  async run({ inputs, outputs }, context) {
    const directory = await context.workingDirectory();
    const workingDir = { workingDir: directory };
    await placeInputFiles(context, directory, inputs, workingDir);
    const patterns = await renderTextList(context, outputs, workingDir);
    return { outputs: { uris: await storeOutputFiles(context, directory, patterns) } };
  },
});
