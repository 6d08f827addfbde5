import { defineScript } from '../../../plugin-kit/scripts/define-language.ts';
import { groovy } from './language.ts';

/** Runs a Groovy script. */
export const script = defineScript(groovy, {
  examples: [
    {
      title: 'Outputs from Groovy',
      code: `id: groovy_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.groovy.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      def total = (1..3).sum()
      println "::{\\"outputs\\": {\\"total\\": \${total}}}::"
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
