import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { languageProperties } from '../../../plugin-kit/scripts/define-language.ts';
import { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { runScript } from '../../../plugin-kit/scripts/run-script.ts';
import { scriptFile, scriptProperty } from '../../../plugin-kit/scripts/script-job.ts';
import { quote } from '../../../plugin-kit/scripts/shell-command.ts';
import { python, pythonJob } from './python-job.ts';
import { pythonProperties } from './python-properties.ts';

/** Runs a Python script. */
export const script = defineTask({
  type: 'io.kestra.plugin.scripts.python.Script',
  title: 'Run a Python script.',
  description:
    'The module `kestra` is there without being installed: `Kestra.outputs({...})` makes outputs, `Kestra.counter` and ' +
    '`Kestra.timer` make metrics, `Kestra.logger()` logs at a level.',
  properties: Type.Object({ script: scriptProperty, ...pythonProperties, ...languageProperties(python) }),
  outputs: scriptOutputs,
  examples: [
    {
      title: 'Outputs and a file from Python',
      code: `id: transform
namespace: company.team
tasks:
  - id: transform
    type: io.kestra.plugin.scripts.python.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      numbers.json: "[1, 2, 3]"
    outputFiles:
      - squares.json
    script: |
      import json
      from kestra import Kestra

      with open("numbers.json") as file:
          numbers = json.load(file)
      squares = [n * n for n in numbers]
      with open("squares.json", "w") as file:
          json.dump(squares, file)
      Kestra.outputs({"count": len(squares)})
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.transform.vars.count }} squares"
`,
    },
    {
      title: 'With a package from PyPI',
      code: `id: with_package
namespace: company.team
tasks:
  - id: fetch
    type: io.kestra.plugin.scripts.python.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    dependencies:
      - requests
    script: |
      import requests
      print(requests.get("https://example.com").status_code)
`,
    },
  ],
  run: (properties, context) =>
    runScript(
      properties,
      context,
      pythonJob(properties, (program) => scriptFile(properties.script, '.py', (path) => `${program()} ${quote(path)}`)),
    ),
});
