import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/plugins/scripts/python/commands.ts';
import { script } from '../../src/plugins/scripts/python/script.ts';
import { runTask, taskErrorOf } from '../support/run-task.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitphony-python-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('python Script', () => {
  it('runs, logs unbuffered lines and makes outputs, metrics and logs by the kestra module', async () => {
    const { outputs, metrics, logs } = await runTask(script, {
      script: `import sys
from kestra import Kestra
print("hello")
print("careful", file=sys.stderr)
Kestra.outputs({"n": 3, "f": 1.5, "s": "O'Neil", "l": [1, None]})
Kestra.counter("rows", 7, {"table": "t"})
Kestra.timer("slept", 0.25)
Kestra.timer("called", lambda: None)
Kestra.logger().warning("odd")
`,
    });
    expect(JSON.parse(JSON.stringify(outputs?.vars))).toEqual({ n: 3, f: 1.5, s: "O'Neil", l: [1, null] });
    expect(metrics).toEqual([
      { name: 'rows', type: 'counter', value: 7, tags: { table: 't' } },
      { name: 'slept', type: 'timer', value: 0.25, tags: {} },
      { name: 'called', type: 'timer', value: expect.any(Number), tags: {} },
    ]);
    expect(logs).toContainEqual({ level: 'INFO', message: 'hello' });
    expect(logs).toContainEqual({ level: 'ERROR', message: 'careful' });
    expect(logs).toContainEqual({ level: 'WARN', message: 'odd' });
  });

  it('knows gauges and logs of a level, and keeps unicode, line breaks and a map of 1 MB', async () => {
    const { outputs, metrics, logs } = await runTask(script, {
      script: `from kestra import Kestra
Kestra.gauge("level", 0.5, {"where": "Größe"})
Kestra.send_log("DEBUG", "low")
Kestra.send_log("ERROR", "two\\nlines 😀")
Kestra.outputs({"text": "a\\nb\\u2028 😀 ::{}::", "map": {"key %d" % n: "värde\\n" + "x" * 40 for n in range(20000)}})
`,
    });
    expect(metrics).toEqual([{ name: 'level', type: 'gauge', value: 0.5, tags: { where: 'Größe' } }]);
    expect(logs).toEqual([
      { level: 'DEBUG', message: 'low' },
      { level: 'ERROR', message: 'two\nlines 😀' },
    ]);
    expect(outputs?.vars['text']).toBe('a\nb\u2028 😀 ::{}::');
    const map = outputs?.vars['map'] as Record<string, string>;
    expect(Object.keys(map)).toHaveLength(20_000);
    expect(map['key 19999']).toBe(`värde\n${'x'.repeat(40)}`);
  });

  it('imports modules from inputFiles, and gives way to an installed kestra', async () => {
    const PYTHONUSERBASE = join(folder, 'user');
    const find = await runTask(script, {
      script: 'import site\nprint(site.getusersitepackages())',
      env: { PYTHONUSERBASE },
    });
    const installed = join(find.logs[0]?.message ?? '', 'kestra');
    await mkdir(installed, { recursive: true });
    await writeFile(join(installed, '__init__.py'), 'class Kestra:\n  real = True\n');
    const { outputs } = await runTask(script, {
      env: { PYTHONUSERBASE },
      inputFiles: { 'helper.py': 'VALUE = 5' },
      script: `import json, helper
from kestra import Kestra
print("::" + json.dumps({"outputs": {"v": helper.VALUE, "real": Kestra.real}}) + "::")`,
    });
    expect(outputs?.vars).toEqual({ v: 5, real: true });
  });

  it('leaves nothing of its own for globs, and reports the exit code of the script', async () => {
    const { outputs } = await runTask(script, { outputFiles: ['**'], script: 'open("a.txt", "w").write("x")' });
    expect(Object.keys(outputs?.outputFiles ?? {})).toEqual(['a.txt']);
    const error = await taskErrorOf(runTask(script, { script: 'raise SystemExit(3)' }));
    expect(error).toMatchObject({ message: 'Command failed with exit code 3', outputs: { exitCode: 3 } });
  });

  it('says how to get a Python that is not there', async () => {
    const error = await taskErrorOf(runTask(script, { script: 'pass', env: { PATH: '/gitphony-nowhere' } }));
    expect(error).toMatchObject({ code: 'COMMAND_NOT_FOUND', hint: expect.stringContaining('setup-python') });
    const version = await taskErrorOf(
      runTask(script, { script: 'pass', pythonVersion: '2.9', env: { UV_OFFLINE: '1', PIP_NO_INDEX: '1' } }),
    );
    expect(version.message).toContain('python2.9: not found');
  });
});

it('python Commands runs a script file with its arguments', async () => {
  const { logs } = await runTask(commands, {
    inputFiles: { 'tool.py': 'import sys\nprint(sys.argv[1:])' },
    commands: ['python3 tool.py a "b c"'],
  });
  expect(logs).toEqual([{ level: 'INFO', message: "['a', 'b c']" }]);
});
