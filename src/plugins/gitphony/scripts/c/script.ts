import { defineCompiled } from '../../../../plugin-kit/scripts/define-compiled.ts';
import { c } from './language.ts';

/** Compiles a C program and runs it. */
export const script = defineCompiled(c, {
  examples: [
    {
      title: 'Outputs from C',
      code: `id: c_script
namespace: company.team
tasks:
  - id: total
    type: gitphony.scripts.c.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      #include <stdio.h>

      int main(void) {
          int total = 0;
          for (int n = 1; n <= 3; n++) total += n;
          printf("::{\\"outputs\\": {\\"total\\": %d}}::\\n", total);
          return 0;
      }
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
