import { defineCompiled } from '../../../../plugin-kit/scripts/define-compiled.ts';
import { rust } from './language.ts';

/** Compiles a Rust program and runs it. */
export const script = defineCompiled(rust, {
  description: 'The standard library is there, crates are not: for those, let a shell task run cargo.',
  examples: [
    {
      title: 'Outputs from Rust',
      code: `id: rust_script
namespace: company.team
tasks:
  - id: total
    type: gitphony.scripts.rust.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      fn main() {
          let total: u64 = (1..=3).sum();
          println!(r#"::{}"outputs": {}"total": {}{}{}::"#, '{', '{', total, '}', '}');
      }
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
