import { defineScript } from '../../../plugin-kit/scripts/define-language.ts';
import { bun } from './language.ts';

/** Runs a Bun script. */
export const script = defineScript(bun, {
  description:
    'The package `@kestra-io/libs` is there without being installed: `Kestra.outputs({...})` makes outputs, `Kestra.counter`, ' +
    '`gauge` and `timer` make metrics, `Kestra.logger()` logs at a level.',
  examples: [
    {
      title: 'Outputs from TypeScript',
      code: `id: bun_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.bun.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      const total: number = [1, 2, 3].reduce((sum, n) => sum + n, 0);
      console.log('::' + JSON.stringify({ outputs: { total } }) + '::');
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
