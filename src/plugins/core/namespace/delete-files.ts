import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';
import { fileMatcher } from '../../../plugin-kit/files/match-files.ts';
import { needsCommit } from './needs-commit.ts';

/** Deletes files of a namespace. */
export const deleteFiles = defineTask({
  type: 'io.kestra.plugin.core.namespace.DeleteFiles',
  title: 'Delete files of a namespace.',
  description:
    'Changes `namespace-files/<namespace>/` of this checkout; commit what it did. Reports the metric `deleted` (files).',
  properties: Type.Object({
    namespace: Type.Optional(Type.String({ description: 'Default: the flow’s namespace.' })),
    files: Type.Union([Type.Array(Type.String()), Type.String()], {
      description:
        'A path or glob, or a list of them: `main.py` (at any depth), `/scripts/*.py`, `**`, `regex:.*[.]sql`.',
    }),
  }),
  outputs: noOutputs,
  github: needsCommit,
  examples: [
    {
      title: 'Delete what an earlier flow uploaded',
      code: `id: tidy_files
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.core.namespace.DeleteFiles
    files:
      - "/uploads/**"
`,
    },
  ],
  async run({ namespace, files }, context) {
    const matches = await fileMatcher(files);
    const folder = context.namespaceFolder(namespace);
    let deleted = 0;
    for (const { path } of await folder.list()) {
      if (!matches(path) || !(await folder.delete(path))) continue;
      deleted += 1;
      context.log.debug(`Deleted ${path}`);
    }
    context.metric({ name: 'deleted', type: 'counter', value: deleted });
    return {};
  },
});
