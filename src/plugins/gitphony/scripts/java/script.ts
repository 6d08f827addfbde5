import { defineCompiled } from '../../../../plugin-kit/scripts/define-compiled.ts';
import { java } from './language.ts';

/** Compiles a Java program and runs it. */
export const script = defineCompiled(java, {
  description:
    "The class that is public, or that holds `main`, is run. Libraries from Maven are JBang's business (`io.kestra.plugin.scripts.jbang.Script`); options of the virtual machine go into `env` as `JAVA_TOOL_OPTIONS`.",
  examples: [
    {
      title: 'Outputs from Java',
      code: `id: java_script
namespace: company.team
tasks:
  - id: total
    type: gitphony.scripts.java.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      public class Total {
          public static void main(String[] args) {
              int total = java.util.stream.IntStream.rangeClosed(1, 3).sum();
              System.out.printf("::{\\"outputs\\": {\\"total\\": %d}}::%n", total);
          }
      }
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
