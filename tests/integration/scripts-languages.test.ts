import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import type { TaskDefinition } from '../../src/contract/task.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { runTask, taskErrorOf } from '../support/run-task.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** Every language that set-up can get, run for real: Debian's packages, Bun and Deno from npm. */
const PATH = `${projectRoot}/.tools/bin:${process.env['PATH'] ?? ''}`;

interface Case {
  readonly family: string;
  /** Prints the word of WORD as an output, a line to stderr, and the text of data.txt; ends with code 0. */
  readonly script: string;
  /** Ends with code 3. */
  readonly failing: string;
  /** What a file of the same language is called and run by. */
  readonly file: string;
  readonly command: string;
}

const cases: readonly Case[] = [
  {
    family: 'python',
    script: `import json, os, sys
print("::" + json.dumps({"outputs": {"word": os.environ["WORD"], "data": open("data.txt").read()}}) + "::")
print("to stderr", file=sys.stderr)`,
    failing: 'raise SystemExit(3)',
    file: 'main.py',
    command: 'python3 main.py',
  },
  {
    family: 'node',
    script: `const data = require('node:fs').readFileSync('data.txt', 'utf8');
console.log('::' + JSON.stringify({ outputs: { word: process.env.WORD, data } }) + '::');
console.error('to stderr');`,
    failing: 'process.exit(3)',
    file: 'main.js',
    command: 'node main.js',
  },
  {
    family: 'bun',
    script: `const data: string = await Bun.file('data.txt').text();
console.log('::' + JSON.stringify({ outputs: { word: process.env.WORD, data } }) + '::');
console.error('to stderr');`,
    failing: 'process.exit(3)',
    file: 'main.ts',
    command: 'bun run main.ts',
  },
  {
    // Without a right, deno reads no file and no variable: what a template puts in is all that such a script has.
    family: 'deno',
    script: `const outputs: Record<string, string> = { word: "{{ vars.word }}", data: "{{ vars.data }}" };
console.log('::' + JSON.stringify({ outputs }) + '::');
console.error('to stderr');`,
    failing: 'Deno.exit(3)',
    file: 'main.ts',
    command: 'deno run --allow-env --allow-read main.ts',
  },
  {
    family: 'r',
    script: `data <- readChar("data.txt", file.info("data.txt")$size)
cat(sprintf('::{"outputs": {"word": "%s", "data": "%s"}}::\\n', Sys.getenv("WORD"), data))
message("to stderr")`,
    failing: 'quit(status = 3)',
    file: 'main.R',
    command: 'Rscript main.R',
  },
  {
    family: 'ruby',
    script: `require 'json'
outputs = { word: ENV['WORD'], data: File.read('data.txt') }
result = { outputs: outputs }
puts '::' + result.to_json + '::'
warn 'to stderr'`,
    failing: 'exit 3',
    file: 'main.rb',
    command: 'ruby main.rb',
  },
  {
    family: 'php',
    script: `<?php
$outputs = ['word' => getenv('WORD'), 'data' => file_get_contents('data.txt')];
echo '::', json_encode(['outputs' => $outputs]), "::\\n";
fwrite(STDERR, "to stderr\\n");`,
    failing: '<?php exit(3);',
    file: 'main.php',
    command: 'php main.php',
  },
  {
    family: 'perl',
    script: `use JSON::PP;
use Encode 'decode';
open(my $file, '<', 'data.txt') or die $!;
my %outputs = (word => decode('UTF-8', $ENV{WORD}), data => scalar <$file>);
print '::', encode_json({ outputs => \\%outputs }), "::\\n";
print STDERR "to stderr\\n";`,
    failing: 'exit 3;',
    file: 'main.pl',
    command: 'perl main.pl',
  },
  {
    family: 'lua',
    script: `local data = io.open('data.txt'):read('a')
print(string.format('::{"outputs": {"word": "%s", "data": "%s"}}::', os.getenv('WORD'), data))
io.stderr:write('to stderr\\n')`,
    failing: 'os.exit(3)',
    file: 'main.lua',
    command: 'lua main.lua',
  },
  {
    family: 'groovy',
    script: `def outputs = [word: System.getenv('WORD'), data: new File('data.txt').text]
println '::' + groovy.json.JsonOutput.toJson([outputs: outputs]) + '::'
System.err.println 'to stderr'`,
    failing: 'System.exit(3)',
    file: 'main.groovy',
    command: 'groovy main.groovy',
  },
  {
    family: 'go',
    script: `package main

import (
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	data, err := os.ReadFile("data.txt")
	if err != nil {
		panic(err)
	}
	outputs := map[string]string{"word": os.Getenv("WORD"), "data": string(data)}
	line, _ := json.Marshal(map[string]any{"outputs": outputs})
	fmt.Printf("::%s::\\n", line)
	fmt.Fprintln(os.Stderr, "to stderr")
}`,
    // \`go run\` tells of the program's code on stderr, and ends with 1 itself.
    failing: 'package main\n\nimport "os"\n\nfunc main() { os.Exit(3) }',
    file: 'main.go',
    command: 'go run main.go',
  },
  {
    family: 'shell',
    script: `printf '::{"outputs": {"word": "%s", "data": "%s"}}::\\n' "$WORD" "$(cat data.txt)"
echo "to stderr" >&2`,
    failing: 'exit 3',
    file: 'main.sh',
    command: 'sh main.sh',
  },
];

const word = 'Größe 😀';
const load = async (type: string) => (await builtinRegistry.load(`io.kestra.plugin.scripts.${type}`)) as TaskDefinition;
/** Debian's groovy looks for Java in a place that only its own Java has. */
const JAVA_HOME = join(realpathSync((await execa('which', ['javac'])).stdout), '..', '..');
const own = { env: { WORD: word, PATH, LC_ALL: 'C.UTF-8', JAVA_HOME }, inputFiles: { 'data.txt': 'data' } };
const options = { variables: { vars: { word, data: 'data' } } };

describe.each(cases)('the language $family', ({ family, script, failing, file, command }) => {
  it('runs a script that stands in the flow', async () => {
    const { outputs, logs } = await runTask(await load(`${family}.Script`), { ...own, script }, options);
    expect(outputs).toEqual({ vars: { word, data: 'data' }, exitCode: 0, outputFiles: {} });
    expect(logs).toContainEqual({ level: 'ERROR', message: 'to stderr' });
  });

  it('fails with the exit code of the script', async () => {
    const work = runTask(await load(`${family}.Script`), { ...own, script: failing });
    const code = family === 'go' ? 1 : 3;
    expect(await taskErrorOf(work)).toMatchObject({
      code: 'SCRIPT_FAILED',
      message: `Command failed with exit code ${code}`,
    });
  });

  it('runs a program that lies in a file', async () => {
    const inputFiles = { ...own.inputFiles, [file]: script };
    const properties = { ...own, inputFiles, commands: [command] };
    const { outputs } = await runTask(await load(`${family}.Commands`), properties, options);
    expect(outputs).toEqual({ vars: { word, data: 'data' }, exitCode: 0, outputFiles: {} });
  });
});
