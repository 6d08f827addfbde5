import { defineScript } from '../../../plugin-kit/scripts/define-language.ts';
import { go } from './language.ts';

/** Runs a Go script. */
export const script = defineScript(go, {
  examples: [
    {
      title: 'Outputs from Go',
      code: `id: go_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.go.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      package main

      import "fmt"

      func main() {
          total := 0
          for n := 1; n <= 3; n++ {
              total += n
          }
          fmt.Printf("::{\\"outputs\\": {\\"total\\": %d}}::\\n", total)
      }
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
