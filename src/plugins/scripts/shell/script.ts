import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { languageProperties } from '../../../plugin-kit/scripts/define-language.ts';
import { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { runScript } from '../../../plugin-kit/scripts/run-script.ts';
import { inlineScript, scriptProperty } from '../../../plugin-kit/scripts/script-job.ts';
import { shell } from './shell.ts';

/** Runs a shell script. */
export const script = defineTask({
  type: 'io.kestra.plugin.scripts.shell.Script',
  title: 'Run a shell script.',
  description: 'The script is one text, for loops and functions that would not fit a list of commands.',
  properties: Type.Object({ script: scriptProperty, ...languageProperties(shell) }),
  outputs: scriptOutputs,
  examples: [
    {
      title: 'A script in bash',
      code: `id: squares
namespace: company.team
tasks:
  - id: squares
    type: io.kestra.plugin.scripts.shell.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    interpreter: ["/bin/bash", "-c"]
    outputFiles:
      - squares.txt
    script: |
      for n in {1..5}; do
        echo "$((n * n))" >> squares.txt
      done
`,
    },
  ],
  run: (properties, context) => runScript(properties, context, { ...shell, ...inlineScript(properties.script) }),
});
