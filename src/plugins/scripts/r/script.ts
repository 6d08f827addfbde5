import { defineScript } from '../../../plugin-kit/scripts/define-language.ts';
import { r } from './language.ts';

/** Runs a R script. */
export const script = defineScript(r, {
  examples: [
    {
      title: 'Outputs from R',
      code: `id: r_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.r.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      total <- sum(1:3)
      cat(sprintf('::{"outputs": {"total": %d}}::\\n', total))
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
