import { defineScript } from '../../../plugin-kit/scripts/define-language.ts';
import { php } from './language.ts';

/** Runs a PHP script. */
export const script = defineScript(php, {
  examples: [
    {
      title: 'Outputs from PHP',
      code: `id: php_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.php.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      <?php
      echo '::', json_encode(['outputs' => ['total' => array_sum([1, 2, 3])]]), "::\\n";
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
