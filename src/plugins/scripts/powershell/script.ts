import { defineScript } from '../../../plugin-kit/scripts/define-language.ts';
import { powershell } from './language.ts';

/** Runs a PowerShell script. */
export const script = defineScript(powershell, {
  examples: [
    {
      title: 'Outputs from PowerShell',
      code: `id: powershell_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.powershell.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      $squares = 1..3 | ForEach-Object { $_ * $_ }
      '::' + (@{ outputs = @{ squares = $squares } } | ConvertTo-Json -Compress -Depth 5) + '::'
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
