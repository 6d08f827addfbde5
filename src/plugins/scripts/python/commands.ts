import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { languageProperties } from '../../../plugin-kit/scripts/define-language.ts';
import { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { runScript } from '../../../plugin-kit/scripts/run-script.ts';
import { commandLines, commandsProperty } from '../../../plugin-kit/scripts/script-job.ts';
import { python, pythonJob } from './python-job.ts';
import { pythonProperties } from './python-properties.ts';

/** Runs Python programs by shell commands. */
export const commands = defineTask({
  type: 'io.kestra.plugin.scripts.python.Commands',
  title: 'Run Python programs by shell commands.',
  description: 'For scripts that lie in files: of the namespace, of an earlier task, or in `inputFiles`.',
  properties: Type.Object({ commands: commandsProperty, ...pythonProperties, ...languageProperties(python) }),
  outputs: scriptOutputs,
  examples: [
    {
      title: 'A script of the namespace',
      code: `id: report
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.scripts.python.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    namespaceFiles:
      enabled: true
      include:
        - scripts/**
    outputFiles:
      - report.csv
    commands:
      - python3 scripts/report.py --out report.csv
`,
    },
  ],
  run: (properties, context) =>
    runScript(
      properties,
      context,
      pythonJob(properties, () => commandLines(properties.commands)),
    ),
});
