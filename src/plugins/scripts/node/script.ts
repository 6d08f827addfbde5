import { defineScript } from '../../../plugin-kit/scripts/define-language.ts';
import { node } from './language.ts';

/** Runs a Node.js script. */
export const script = defineScript(node, {
  description:
    'The package `@kestra-io/libs` is there without being installed: `Kestra.outputs({...})` makes outputs, `Kestra.counter`, ' +
    '`gauge` and `timer` make metrics, `Kestra.logger()` logs at a level.',
  examples: [
    {
      title: 'Outputs from JavaScript',
      code: `id: node_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.node.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      const squares = [1, 2, 3].map((n) => n * n);
      console.log('::' + JSON.stringify({ outputs: { squares } }) + '::');
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
