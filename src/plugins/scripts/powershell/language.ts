import type { Language } from '../../../plugin-kit/scripts/language.ts';

/** PowerShell, as Kestra runs it: the commands are PowerShell's own, no shell stands between. */
export const powershell: Language = {
  family: 'powershell',
  name: 'PowerShell',
  image: 'ghcr.io/kestra-io/powershell:latest',
  extension: '.ps1',
  interpreter: ['pwsh', '-NoProfile', '-NonInteractive', '-Command'],
  stopOnError: "$ErrorActionPreference = 'Stop'",
  // The call operator, because a text in quotes alone is a value; a quote inside one is doubled.
  run: (path) => `& '${path.replaceAll("'", "''")}'`,
  unproven: 'no PowerShell can be had where they run. They check the command, the files and the image.',
};
