import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { languageProperties } from '../../../plugin-kit/scripts/define-language.ts';
import { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { runScript } from '../../../plugin-kit/scripts/run-script.ts';
import { commandLines, commandsProperty } from '../../../plugin-kit/scripts/script-job.ts';
import { shell } from './shell.ts';

/** Runs shell commands. */
export const commands = defineTask({
  type: 'io.kestra.plugin.scripts.shell.Commands',
  title: 'Run shell commands.',
  description:
    'The commands run in one shell, one after another. A line of output `::{"outputs": {"rows": 5}}::` becomes `outputs.<task>.vars.rows`.',
  properties: Type.Object({ commands: commandsProperty, ...languageProperties(shell) }),
  outputs: scriptOutputs,
  examples: [
    {
      title: 'Download a file and hand it on',
      code: `id: extract
namespace: company.team
tasks:
  - id: extract
    type: io.kestra.plugin.scripts.shell.Commands
    outputFiles:
      - "*.csv"
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    commands:
      - wget -qO- https://example.com/data.csv.gz | gunzip > data.csv
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Stored as {{ outputs.extract.outputFiles['data.csv'] }}"
`,
    },
    {
      title: 'Outputs, and values that come in safely by env',
      code: `id: count
namespace: company.team
inputs:
  - id: word
    type: STRING
    defaults: symphony
tasks:
  - id: count
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    env:
      WORD: "{{ inputs.word }}"
    commands:
      - echo '::{"outputs":{"letters":'$(printf %s "$WORD" | wc -m)'}}::'
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.count.vars.letters }} letters"
`,
    },
  ],
  run: (properties, context) => runScript(properties, context, { ...shell, ...commandLines(properties.commands) }),
});
