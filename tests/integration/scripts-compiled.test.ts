import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TaskDefinition } from '../../src/contract/task.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { runTask, taskErrorOf } from '../support/run-task.ts';
import { runTasks } from '../support/run-flow.ts';
import { tempProject } from '../support/temp-project.ts';

/** Real compilers: rustc, javac, gcc, g++. Each test has a cache of its own. */
let cache = '';
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'gitphony-compiled-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true, force: true });
});

const load = async (family: string) =>
  (await builtinRegistry.load(`gitphony.scripts.${family}.Script`)) as TaskDefinition;
const kept = (family: string) => readdir(join(cache, 'gitphony', 'compiled', family));

const languages = [
  {
    family: 'rust',
    good: `fn main() {
    let word = std::env::var("WORD").unwrap();
    println!("::{}\\"outputs\\":{}\\"letters\\":{}{}{}::", '{', '{', word.len(), '}', '}');
    eprintln!("to stderr");
    std::fs::write("out.txt", word).unwrap();
}`,
    bad: `fn main() {\n    let a: u8 = 1;\n      nonsense(a);\n}`,
    error: /line 3 \(line 11 of the flow file\): cannot find function .nonsense. in this scope/u,
    column: 7,
  },
  {
    family: 'java',
    good: `import java.nio.file.*;
record Word(String text) {}
class Letters {
    public static void main(String[] args) throws Exception {
        var word = new Word(System.getenv("WORD"));
        System.out.printf("::{\\"outputs\\":{\\"letters\\":%d}}::%n", word.text().length());
        System.err.println("to stderr");
        Files.writeString(Path.of("out.txt"), word.text());
    }
}`,
    bad: `class A {\n  static void main(String[] a) {\n    nonsense(a);\n  }\n}`,
    error: /line 3 \(line 11 of the flow file\): cannot find symbol/u,
    column: 1,
  },
  {
    family: 'c',
    good: `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
    const char *word = getenv("WORD");
    printf("::{\\"outputs\\":{\\"letters\\":%zu}}::\\n", strlen(word));
    fprintf(stderr, "to stderr\\n");
    FILE *file = fopen("out.txt", "w");
    fputs(word, file);
    return fclose(file);
}`,
    bad: `int main(void) {\n  return\n    nonsense;\n}`,
    error: /line 3 \(line 11 of the flow file\): .nonsense. undeclared/u,
    column: 5,
  },
  {
    family: 'cpp',
    good: `#include <cstdlib>
#include <fstream>
#include <iostream>
int main() {
    std::string word = std::getenv("WORD");
    std::cout << "::{\\"outputs\\":{\\"letters\\":" << word.size() << "}}::" << std::endl;
    std::cerr << "to stderr" << std::endl;
    std::ofstream("out.txt") << word;
}`,
    bad: `int main() {\n  return\n    nonsense;\n}`,
    error: /line 3 \(line 11 of the flow file\): .nonsense. was not declared in this scope/u,
    column: 5,
  },
] as const;

describe.each(languages)('the compiled language $family', ({ family, good, bad, error, column }) => {
  it('compiles once, runs with environment, outputs and files', async () => {
    const definition = await load(family);
    for (const word of ['symphony', 'go']) {
      const { outputs, logs } = await runTask(definition, {
        script: good,
        env: { WORD: word },
        outputFiles: ['*.txt'],
      });
      expect(outputs).toEqual({
        vars: { letters: word.length },
        exitCode: 0,
        outputFiles: { 'out.txt': expect.stringContaining('kestra:///') },
      });
      expect(logs).toEqual([{ level: 'ERROR', message: 'to stderr' }]);
      expect(await kept(family)).toHaveLength(1);
    }
  });

  it('says where the program does not compile, in the script and in the flow file', async () => {
    await using project = await tempProject({});
    const script = bad.replaceAll('\n', '\n    ');
    const { execution, logs } = await runTasks(
      project,
      `- id: broken\n  type: gitphony.scripts.${family}.Script\n  taskRunner: {type: io.kestra.plugin.core.runner.Process}\n  script: |\n    ${script}\n`,
    );
    const [taskRun] = execution.taskRunList;
    expect(taskRun).toMatchObject({ state: { current: 'FAILED' } });
    const last = logs.findLast(({ level }) => level === 'ERROR')?.message ?? '';
    expect(last).toMatch(error);
    expect(taskRun?.error).toMatchObject({ code: 'COMPILE_FAILED', line: 11, column: 6 + column });
    expect(logs.some(({ message }) => message.includes('nonsense'))).toBe(true);
  });
});

describe('the cache of compiled programs', () => {
  const program = (n: number) =>
    `#include <stdio.h>\nint main(void) { printf("::{\\"outputs\\":{\\"n\\":${n}}}::\\n"); return 0; }`;

  it('serves runs that compile the same at once', async () => {
    const definition = await load('c');
    const runs = await Promise.all(Array.from({ length: 6 }, () => runTask(definition, { script: program(7) })));
    expect(runs.map(({ outputs }) => outputs?.['vars'])).toEqual(Array.from({ length: 6 }, () => ({ n: 7 })));
    expect(await kept('c')).toHaveLength(1);
  });

  it('keeps programs apart by source and options, and none where it is switched off', async () => {
    const definition = await load('c');
    await runTask(definition, { script: program(1), compileCacheEnabled: false });
    await expect(kept('c')).rejects.toThrow('ENOENT');
    await runTask(definition, { script: program(1) });
    await runTask(definition, { script: program(2) });
    await runTask(definition, { script: program(2), compilerOptions: ['-O0', '-DNAME=a b'] });
    expect(await kept('c')).toHaveLength(3);
  });

  it('keeps nothing of a program that does not compile, and says how a missing compiler can be had', async () => {
    const definition = await load('c');
    const error = await taskErrorOf(runTask(definition, { script: 'int main(void) { return x; }' }));
    expect(error).toMatchObject({
      code: 'COMPILE_FAILED',
      retryable: false,
      message: expect.stringContaining('line 1: '),
    });
    await expect(kept('c')).rejects.toThrow('ENOENT');
    const missing = await taskErrorOf(runTask(definition, { script: program(1), env: { PATH: '/gitphony-nowhere' } }));
    expect(missing).toMatchObject({ code: 'COMMAND_NOT_FOUND', hint: expect.stringContaining('package gcc') });
  });

  it('ends with the exit code of the program', async () => {
    const error = await taskErrorOf(runTask(await load('c'), { script: 'int main(void) { return 42; }' }));
    expect(error).toMatchObject({ code: 'SCRIPT_FAILED', message: 'Command failed with exit code 42' });
    const killed = await taskErrorOf(
      runTask(await load('c'), { script: '#include <signal.h>\nint main(void) { return raise(SIGKILL); }' }),
    );
    expect(killed.hint).toContain('memory');
  });
});
