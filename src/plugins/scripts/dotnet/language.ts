import type { Language } from '../../../plugin-kit/scripts/language.ts';

/** C# scripts by the tool `dotnet-script`, as Kestra runs them. The SDK's image lacks the tool: it is installed where it is missing. */
export const dotnet: Language = {
  family: 'dotnet',
  name: 'C#',
  image: 'mcr.microsoft.com/dotnet/sdk:10.0',
  extension: '.csx',
  run: 'dotnet-script',
  unproven: 'no .NET SDK can be had where they run. They check the command, the files and the image.',
};

/** Puts the tool's folder on the path, and the tool there. */
export const installDotnetScript = [
  'export PATH="$PATH:$HOME/.dotnet/tools"',
  'command -v dotnet-script > /dev/null || dotnet tool install --global dotnet-script --ignore-failed-sources',
];
