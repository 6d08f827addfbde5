import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import type { TaskDefinition } from '../../contract/task.ts';
import type { BoundRunner, RunnerCommand } from '../../contract/runner.ts';
import { runTask } from '../../../tests/support/run-task.ts';
import { builtinRegistry } from '../registry.ts';

/** The words, the file and the image of each language, as Kestra has them; `FILE` is the script's path. */
const languages: readonly (readonly [family: string, image: string, extension: string, command: string])[] = [
  ['node', 'node', '.js', "set -e\nnode 'FILE'"],
  ['bun', 'oven/bun', '.ts', "set -e\nbun run 'FILE'"],
  ['deno', 'denoland/deno', '.ts', "set -e\ndeno run 'FILE'"],
  ['powershell', 'ghcr.io/kestra-io/powershell:latest', '.ps1', "$ErrorActionPreference = 'Stop'\n& 'FILE'"],
  ['r', 'r-base', '.R', "set -e\nRscript 'FILE'"],
  ['julia', 'julia', '.jl', "set -e\njulia 'FILE'"],
  ['ruby', 'ruby', '.rb', "set -e\nruby 'FILE'"],
  ['php', 'php', '.php', "set -e\nphp 'FILE'"],
  ['perl', 'perl', '.pl', "set -e\nperl 'FILE'"],
  ['lua', 'nickblah/lua', '.lua', "set -e\nlua 'FILE'"],
  ['go', 'golang', '.go', "set -e\ngo run 'FILE'"],
  ['jbang', 'jbangdev/jbang-action', '.java', "set -e\njbang --quiet 'FILE'"],
  ['groovy', 'groovy', '.groovy', "set -e\ngroovy 'FILE'"],
  [
    'dotnet',
    'mcr.microsoft.com/dotnet/sdk:10.0',
    '.csx',
    'set -e\nexport PATH="$PATH:$HOME/.dotnet/tools"\n' +
      'command -v dotnet-script > /dev/null || dotnet tool install --global dotnet-script --ignore-failed-sources\n' +
      "dotnet-script 'FILE'",
  ],
];

const PWSH = ['pwsh', '-NoProfile', '-NonInteractive', '-Command'];

/** Runs a task of a language on a runner that notes what it gets and reads the script. */
async function observe(type: string, properties: Record<string, unknown>) {
  const definition = (await builtinRegistry.load(type)) as TaskDefinition;
  const seen: { command?: RunnerCommand; files: string[]; script?: string } = { files: [] };
  const runner: BoundRunner = {
    type: 'gitphony.runner.Note',
    isolated: false,
    async run(command) {
      seen.command = command;
      seen.files = (await readdir(command.directory)).filter((name) => name.startsWith('gitphony_'));
      const [file] = seen.files;
      if (file !== undefined) seen.script = await readFile(join(command.directory, file), 'utf8');
      return { exitCode: 0 };
    },
  };
  await runTask(definition, properties, { runner, variables: { inputs: { n: 5 } } });
  if (seen.command === undefined) throw new Error(`${type} ran nothing`);
  return { ...seen, command: seen.command };
}

it.each(languages)('%s.Script', async (family, image, extension, expected) => {
  const type = `io.kestra.plugin.scripts.${family}.Script`;
  const { command, files, script } = await observe(type, { script: 'print {{ inputs.n }}', env: { A: 'b' } });
  const [file = ''] = files;
  expect(files).toEqual([`gitphony_run1_1${extension}`]);
  expect(script).toBe('print 5');
  const path = join(command.directory, file);
  expect(command.argv).toEqual([
    ...(family === 'powershell' ? PWSH : ['/bin/sh', '-c']),
    expected.replace('FILE', path),
  ]);
  expect(command.containerImage).toBe(image);
  expect(command.environment).toMatchObject({ A: 'b', WORKING_DIR: command.directory });
});

it.each(languages)('%s.Commands', async (family, image) => {
  const type = `io.kestra.plugin.scripts.${family}.Commands`;
  const { command, files } = await observe(type, {
    beforeCommands: ['prepare {{ inputs.n }}'],
    commands: ['first', 'second'],
  });
  expect(files).toEqual([]);
  const stop = family === 'powershell' ? "$ErrorActionPreference = 'Stop'" : 'set -e';
  expect(command.argv).toEqual([
    ...(family === 'powershell' ? PWSH : ['/bin/sh', '-c']),
    `${stop}\nprepare 5\nfirst\nsecond`,
  ]);
  expect(command.containerImage).toBe(image);
});

it.each([
  ['python', 'python:3.13-slim'],
  ['shell', 'ubuntu'],
])('%s has its image too, and a task may name another', async (family, image) => {
  const type = `io.kestra.plugin.scripts.${family}.Commands`;
  expect((await observe(type, { commands: ['true'] })).command.containerImage).toBe(image);
  const other = await observe(type, { commands: ['true'], containerImage: 'alpine' });
  expect(other.command.containerImage).toBe('alpine');
});

it('jbang takes another extension, and may tell of itself', async () => {
  const type = 'io.kestra.plugin.scripts.jbang.Script';
  const { command, files } = await observe(type, { script: 'x', extension: '.kt', quiet: false });
  expect(files).toEqual(['gitphony_run1_1.kt']);
  expect(basename(String(command.argv.at(-1)).split("'")[1] ?? '')).toBe('gitphony_run1_1.kt');
  expect(command.argv.at(-1)).toMatch(/^set -e\njbang '/u);
});

it('writes commands for Windows by its line ends, and without what its shells do not know', async () => {
  const { command } = await observe('io.kestra.plugin.scripts.shell.Commands', {
    commands: ['echo a', 'echo b'],
    targetOS: 'WINDOWS',
  });
  expect(command.argv).toEqual(['/bin/sh', '-c', 'echo a\r\necho b']);
});
