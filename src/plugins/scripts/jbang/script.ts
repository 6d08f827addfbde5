import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { languageProperties, scriptJob } from '../../../plugin-kit/scripts/define-language.ts';
import { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import { runScript } from '../../../plugin-kit/scripts/run-script.ts';
import { scriptProperty } from '../../../plugin-kit/scripts/script-job.ts';
import { jbang } from './language.ts';

/** Runs a Java script by JBang, which brings the dependencies that it names. */
export const script = defineTask({
  type: 'io.kestra.plugin.scripts.jbang.Script',
  title: 'Run a Java, Kotlin or Groovy script by JBang.',
  description:
    'The script stands in the flow; lines `//DEPS group:artifact:version` in it name what JBang fetches from Maven.\n\n' +
    `Not run for real by this project's tests: ${jbang.unproven}`,
  properties: Type.Object({
    script: scriptProperty,
    extension: Type.Optional(
      Type.String({
        description:
          'Of the file that the script is written to, which tells its language: `.java`, `.jsh`, `.kt`, `.groovy`, `.md`.',
        default: '.java',
        pattern: '^\\.[A-Za-z0-9]+$',
      }),
    ),
    quiet: Type.Optional(Type.Boolean({ description: 'Let JBang itself log errors only.', default: true })),
    ...languageProperties(jbang),
  }),
  outputs: scriptOutputs,
  examples: [
    {
      title: 'Outputs from Java',
      code: `id: jbang_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.jbang.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      class Total {
          public static void main(String[] args) {
              System.out.println("::{\\"outputs\\": {\\"total\\": " + (1 + 2 + 3) + "}}::");
          }
      }
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
  run({ extension = jbang.extension, quiet = true, script: text, ...properties }, context) {
    const run = quiet ? 'jbang --quiet' : 'jbang';
    return runScript(properties, context, scriptJob({ ...jbang, extension, run }, text));
  },
});
