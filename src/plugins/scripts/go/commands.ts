import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { go } from './language.ts';

/** Runs Go programs by commands. */
export const commands = defineCommands(go, {
  examples: [
    {
      title: 'A module with a dependency',
      code: `id: go_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.go.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.go: |
        package main

        import "rsc.io/quote"

        func main() { println(quote.Go()) }
    commands:
      - go mod init example.com/quote
      - go mod tidy
      - go run .
`,
    },
  ],
});
