import { defineScript } from '../../../plugin-kit/scripts/define-language.ts';
import { perl } from './language.ts';

/** Runs a Perl script. */
export const script = defineScript(perl, {
  examples: [
    {
      title: 'Outputs from Perl',
      code: `id: perl_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.perl.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      use JSON::PP;
      my $total = 0;
      $total += $_ for 1 .. 3;
      print '::', encode_json({ outputs => { total => $total } }), "::\\n";
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
