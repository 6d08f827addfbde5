import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { jbang } from './language.ts';

/** Runs Java programs with their dependencies by commands. */
export const commands = defineCommands(jbang, {
  examples: [
    {
      title: 'A script that is given with the task',
      code: `id: jbang_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.jbang.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      Main.java: |
        class Main {
            public static void main(String[] args) {
                System.out.println(Runtime.version());
            }
        }
    commands:
      - jbang --quiet Main.java
`,
    },
  ],
});
