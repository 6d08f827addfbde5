import { defineScript } from '../../../plugin-kit/scripts/define-language.ts';
import { ruby } from './language.ts';

/** Runs a Ruby script. */
export const script = defineScript(ruby, {
  examples: [
    {
      title: 'Outputs from Ruby',
      code: `id: ruby_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.ruby.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      require 'json'
      result = { outputs: { total: [1, 2, 3].sum } }
      puts "::" + result.to_json + "::"
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
