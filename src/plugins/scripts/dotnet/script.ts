import { defineScript } from '../../../plugin-kit/scripts/define-language.ts';
import { dotnet, installDotnetScript } from './language.ts';

/** Runs a C# script. */
export const script = defineScript(
  { ...dotnet, prepare: installDotnetScript },
  {
    description:
      'Packages of NuGet are named by `#r "nuget: Name, Version"` in the first lines. `dotnet-script` is installed first where it is missing.',
    examples: [
      {
        title: 'Outputs from C#',
        code: `id: dotnet_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.dotnet.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      using System.Linq;
      Console.WriteLine("::{\\"outputs\\": {\\"total\\": " + Enumerable.Range(1, 3).Sum() + "}}::");
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
      },
    ],
  },
);
