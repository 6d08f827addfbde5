import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/plugins/scripts/shell/commands.ts';
import { script } from '../../src/plugins/scripts/shell/script.ts';
import { createScene, runTask, taskErrorOf } from '../support/run-task.ts';

/** Real shells in real folders; the rows are named by the conformance flow that shows the behaviour on a real server. */
describe('shell outputs', () => {
  it('c127: markers merge, the last value counts, what does not start or end its line is a log line', async () => {
    const { outputs, logs } = await runTask(commands, {
      commands: [
        `echo '::{"outputs":{"a":1,"l":[1,"x"]}}::'`,
        `echo '  ::{"outputs":{"b":"two"}}::'`,
        'echo "text ::{\\"outputs\\":{\\"mid\\":\\"line\\"}}:: tail"',
        `echo '::{"outputs":{"a":3}}::'`,
      ],
    });
    expect(outputs).toEqual({ vars: { a: 3, l: [1, 'x'] }, exitCode: 0, outputFiles: {} });
    expect(logs.map(({ level }) => level)).toEqual(['INFO', 'INFO']);
  });

  it('c127c: broken JSON is a warning, and the task goes on', async () => {
    const { outputs, logs } = await runTask(commands, {
      commands: [`echo '::{"outputs":{"before":1}}::'`, `echo '::{not json}::'`, `echo '::{"outputs":{"after":1}}::'`],
    });
    expect(outputs?.vars).toEqual({ before: 1, after: 1 });
    expect(logs).toEqual([{ level: 'WARN', message: expect.stringContaining('Invalid outputs') }]);
  });

  it('takes a marker of 200 KB that comes in many chunks, and metrics', async () => {
    const { outputs, metrics } = await runTask(script, {
      script: `printf '::{"outputs":{"x":"'
for i in 1 2 3 4 5 6 7 8 9 10; do head -c 20000 /dev/zero | tr '\\0' x; done
printf '"},"metrics":[{"name":"rows","type":"counter","value":7}]}::'`,
    });
    expect(outputs?.vars).toEqual({ x: 'x'.repeat(200_000) });
    expect(metrics).toEqual([{ name: 'rows', type: 'counter', value: 7 }]);
  });

  it('c130: lines of stderr are ERROR records, and the task succeeds', async () => {
    const { state, logs } = await runTask(commands, { commands: ['echo out', 'echo err 1>&2'] });
    expect(state).toBeUndefined();
    expect(logs).toContainEqual({ level: 'INFO', message: 'out' });
    expect(logs).toContainEqual({ level: 'ERROR', message: 'err' });
    // Deprecated in Kestra, and without effect there, too.
    const strict = await runTask(commands, { commands: ['echo err 1>&2'], warningOnStdErr: true });
    expect(strict.state).toBeUndefined();
    expect(strict.logs).toEqual([{ level: 'ERROR', message: 'err' }]);
  });
});

describe('shell failures', () => {
  it('c128: a failed task keeps its outputs readable', async () => {
    const error = await taskErrorOf(
      runTask(commands, { commands: [`echo '::{"outputs":{"before":"exit"}}::'`, 'exit 7'] }),
    );
    expect(error).toMatchObject({
      code: 'SCRIPT_FAILED',
      message: 'Command failed with exit code 7',
      outputs: { vars: { before: 'exit' }, exitCode: 7, outputFiles: {} },
      retryable: true,
    });
  });

  it('carries the last lines that the command said, of its error output where there is any', async () => {
    const told = (list: string[]) => taskErrorOf(runTask(commands, { commands: list }));
    const errors = await told(['seq 1 9', 'seq 11 19 >&2', `echo '::{"outputs":{"a":1}}::'`, 'exit 3']);
    expect(errors.lastLines).toEqual(['15', '16', '17', '18', '19']);
    expect((await told(['echo only this', 'exit 3'])).lastLines).toEqual(['only this']);
    expect((await told(['exit 3'])).lastLines).toEqual([]);
  });

  it('c128: the first failing command ends it; c129: without failFast the last one decides', async () => {
    const list = ['false', `echo '::{"outputs":{"reached":true}}::'`];
    expect(await taskErrorOf(runTask(commands, { commands: list }))).toMatchObject({ outputs: { vars: {} } });
    const { outputs } = await runTask(commands, { commands: list, failFast: false });
    expect(outputs?.vars).toEqual({ reached: true });
    await taskErrorOf(runTask(commands, { commands: ['echo x', 'false'], failFast: false }));
  });

  it('names a missing command and where it comes from, also in the middle of a pipe', async () => {
    const env = { PATH: '/gitphony-nowhere' };
    const error = await taskErrorOf(
      runTask(commands, { commands: ['wget -qO- http://127.0.0.1/x | /bin/gzip -d'], env }),
    );
    expect(error).toMatchObject({ code: 'COMMAND_NOT_FOUND', hint: expect.stringContaining('package wget') });
    expect(error.message).toMatch(/^Command failed with exit code \d+: wget: not found$/u);
    const { logs } = await runTask(commands, { commands: ['wget -qO- http://127.0.0.1/x | /bin/cat'], env });
    expect(logs.at(-1)).toMatchObject({ level: 'WARN', message: expect.stringContaining('package wget') });
  });

  it('says of a download that gave nothing what the program behind the pipe cannot', async () => {
    const error = await taskErrorOf(runTask(commands, { commands: ['cat /dev/null | head -c 0 | gunzip -t -'] }));
    const full = await taskErrorOf(
      runTask(commands, { commands: ['printf x | gzip -c | head -c 12 | gunzip > /dev/null'] }),
    );
    for (const { hint } of [error, full]) expect(hint).toContain('is the address of the download reachable?');
  });

  it('ends with the reason when it times out', async () => {
    const controller = new AbortController();
    const work = runTask(commands, { commands: ['sleep 600'] }, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('Timeout after 1 s')), 50);
    await expect(work).rejects.toThrow('Timeout after 1 s');
  });

  it('stores output files of a failed script too, as far as there are any', async () => {
    const error = await taskErrorOf(
      runTask(commands, { commands: ['echo x > a.txt', 'exit 1'], outputFiles: ['*.txt'] }),
    );
    expect(error.outputs?.['outputFiles']).toEqual({ 'a.txt': expect.stringContaining('kestra:///') });
  });
});

describe('shell environment', () => {
  it('c131: env stays data, beforeCommands share the shell, templates are rendered', async () => {
    const { outputs } = await runTask(
      commands,
      {
        env: { WHO: '{{ inputs.who }}', N: 1, B: true, NOTHING: null },
        beforeCommands: ['export EXTRA=before'],
        commands: [`echo '::{"outputs":{"who":"'"$WHO"'","extra":"'$EXTRA'","n":"{{ inputs.n }}"}}::'`],
      },
      { variables: { inputs: { who: "O'Neil", n: 42 } } },
    );
    expect(outputs?.vars).toEqual({ who: "O'Neil", extra: 'before', n: '42' });
  });

  it('c131: another interpreter', async () => {
    const { outputs } = await runTask(script, {
      interpreter: ['/bin/bash', '-c'],
      script: 'arr=(a b c)\necho "::{\\"outputs\\":{\\"second\\":\\"${arr[1]}\\"}}::"',
    });
    expect(outputs?.vars).toEqual({ second: 'b' });
  });

  it('gives env as one template of a JSON map, and refuses what is none', async () => {
    const { outputs } = await runTask(
      commands,
      { env: '{{ vars.env }}', commands: [`echo "::{\\"outputs\\":{\\"a\\":\\"$A\\"}}::"`] },
      { variables: { vars: { env: '{"A": 5}' } } },
    );
    expect(outputs?.vars).toEqual({ a: '5' });
    const error = await taskErrorOf(runTask(commands, { env: 'nonsense', commands: ['true'] }));
    expect(error).toMatchObject({ code: 'BAD_PROPERTY', message: expect.stringContaining('got "nonsense"') });
  });

  it.each([
    [{ 'A=B': 'x' }, 'got "A=B"'],
    [{ '': 'x' }, 'got ""'],
    [{ ZERO: 'a\0b' }, 'got a zero byte in the value of ZERO'],
  ])('refuses variables that no process can have: %j', async (env, message) => {
    const error = await taskErrorOf(runTask(commands, { env, commands: ['true'] }));
    expect(error).toMatchObject({ code: 'BAD_PROPERTY', retryable: false, message: expect.stringContaining(message) });
  });

  it('warns of names that a shell does not hand on', async () => {
    const { logs } = await runTask(commands, { env: { 'my-var.x': 'v', OK_1: 'w' }, commands: ['echo "$OK_1"'] });
    expect(logs).toEqual([
      { level: 'WARN', message: 'env: a shell hands on no variable named my-var.x' },
      { level: 'INFO', message: 'w' },
    ]);
  });

  it('shows bytes that are no text without failing, and goes on reading behind them', async () => {
    const { outputs, logs } = await runTask(commands, {
      commands: ['head -c 100000 /dev/urandom', 'printf "\\377\\376\\000bin\\n"', `echo '::{"outputs":{"after":1}}::'`],
    });
    expect(outputs?.vars).toEqual({ after: 1 });
    expect(logs.length).toBeGreaterThan(0);
  });

  it('keeps no file or process of a command that is killed', async () => {
    await using scene = await createScene();
    const work = runTask(commands, { inputFiles: { 'a.txt': 'a' }, commands: ['sleep 600 & kill -9 $$'] }, { scene });
    expect(await taskErrorOf(work)).toMatchObject({
      message: 'Command failed with exit code 137',
      hint: expect.stringContaining('memory'),
    });
    expect(await readdir(scene.workingDirectory)).toEqual(['a.txt']);
    expect(scene.record.children.every(({ ended }) => ended)).toBe(true);
  });

  it('runs a script that is too long for one argument', async () => {
    const { outputs } = await runTask(script, { script: `# ${'x'.repeat(300_000)}\necho '::{"outputs":{"a":1}}::'` });
    expect(outputs?.vars).toEqual({ a: 1 });
  });
});

describe('shell files', () => {
  it('c132: input files from text and storage, output files by glob', async () => {
    await using scene = await createScene();
    const stored = await scene.storage.put('s.txt', 'stored\n');
    const { outputs } = await runTask(
      commands,
      {
        inputFiles: { 'inline.txt': 'inline {{ inputs.n }}', 'dir/stored.txt': '{{ inputs.uri }}' },
        outputFiles: ['out/*.csv', 'inline.txt', 'none-*.x'],
        commands: [
          'mkdir -p out/sub; cat inline.txt > out/a.csv; cat dir/stored.txt > out/b.csv; echo z > out/sub/c.csv; echo t > out/skip.txt',
        ],
      },
      { scene, variables: { inputs: { n: 2, uri: stored } } },
    );
    expect(Object.keys(outputs?.outputFiles ?? {})).toEqual(['inline.txt', 'out/a.csv', 'out/b.csv']);
    expect(await text(await scene.storage.get(outputs?.outputFiles['out/b.csv'] ?? ''))).toBe('stored\n');
    expect(await readdir(scene.workingDirectory)).not.toContain('inline.txt');
  });

  it('reads input files from JSON text, and puts local paths in place of URIs in commands', async () => {
    await using scene = await createScene();
    const uri = await scene.storage.put('s.txt', 'stored');
    const { logs } = await runTask(
      commands,
      { inputFiles: '{"a.txt": "A"}', commands: ['cat a.txt {{ inputs.uri }}'] },
      { scene, variables: { inputs: { uri } } },
    );
    expect(logs).toEqual([{ level: 'INFO', message: 'Astored' }]);
  });

  it.each(['../x.txt', '/etc/x.txt', 'a/../../x', '.', ''])('refuses an input file at %j', async (path) => {
    const error = await taskErrorOf(runTask(commands, { inputFiles: { [path]: 'x' }, commands: ['true'] }));
    expect(error.code).toBe('PATH_OUTSIDE');
  });

  it('writes no file through a link that leads out, whoever made it', async () => {
    await using scene = await createScene();
    const outside = join(scene.folder, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'kept.txt'), 'kept');
    const links = [`ln -s ${outside} folder`, `ln -s ${outside}/kept.txt file`, `ln -s ${outside}/new.txt nowhere`];
    await runTask(commands, { commands: [...links, 'mkdir inner; ln -s inner alias'] }, { scene });
    for (const path of ['folder/kept.txt', 'file', 'nowhere', 'folder/deep/new.txt']) {
      const work = runTask(commands, { inputFiles: { [path]: 'changed' }, commands: ['true'] }, { scene });
      expect(await taskErrorOf(work)).toMatchObject({
        code: 'PATH_OUTSIDE',
        message: `inputFiles: ${path} is reached by a link that leads out of the working directory`,
      });
    }
    expect(await readdir(outside)).toEqual(['kept.txt']);
    expect(await readFile(join(outside, 'kept.txt'), 'utf8')).toBe('kept');
    const { logs } = await runTask(
      commands,
      { inputFiles: { 'alias/a.txt': 'a' }, commands: ['cat inner/a.txt'] },
      { scene },
    );
    expect(logs).toEqual([{ level: 'INFO', message: 'a' }]);
  });

  it('warns of an output glob that no file matches', async () => {
    const { outputs, logs } = await runTask(commands, {
      outputFiles: ['*.csv', 'out/**', 'there.txt'],
      commands: ['touch there.txt', 'mkdir out'],
    });
    expect(Object.keys(outputs?.outputFiles ?? {})).toEqual(['there.txt']);
    expect(logs).toEqual([
      { level: 'WARN', message: 'outputFiles: no file matches *.csv' },
      { level: 'WARN', message: 'outputFiles: no file matches out/**' },
    ]);
  });

  it('refuses an output glob that leaves the folder, and stores no link that does', async () => {
    const error = await taskErrorOf(runTask(commands, { outputFiles: ['../*'], commands: ['true'] }));
    expect(error.code).toBe('PATH_OUTSIDE');
    const { outputs, logs } = await runTask(commands, {
      outputFiles: ['*'],
      commands: ['ln -s /etc/hostname secret', 'echo inner > real', 'ln -s real alias'],
    });
    expect(Object.keys(outputs?.outputFiles ?? {})).toEqual(['alias', 'real']);
    expect(logs).toEqual([{ level: 'WARN', message: expect.stringContaining('secret is a link') }]);
  });

  it('takes a glob by workingDir, a file with glob characters in its name, and dot files', async () => {
    const { outputs } = await runTask(commands, {
      outputFiles: ['{{ workingDir }}/a.txt', './my file (1).csv', '.hidden'],
      commands: ['touch a.txt "my file (1).csv" .hidden'],
    });
    expect(Object.keys(outputs?.outputFiles ?? {})).toEqual(['.hidden', 'a.txt', 'my file (1).csv']);
  });

  it('c133: outputDir is unknown by default; c133b: with outputDirectory its files are stored', async () => {
    const list = [
      'echo one > {{ outputDir }}/one.txt',
      'mkdir {{ outputDir }}/d; echo two > {{ outputDir }}/d/two.txt',
    ];
    await expect(runTask(commands, { commands: list })).rejects.toThrow('outputDir');
    const { outputs } = await runTask(commands, {
      outputDirectory: true,
      commands: [...list, 'echo three > {{ workingDir }}/three.txt'],
    });
    expect(Object.keys(outputs?.outputFiles ?? {})).toEqual(['d/two.txt', 'one.txt']);
  });

  it('c134: namespace files, by include and exclude', async () => {
    await using scene = await createScene();
    const source = join(scene.folder, 'namespace');
    await mkdir(source);
    await Promise.all(['a', 'b', 'c'].map((name) => writeFile(join(source, name), `${name}-file`)));
    const namespaceFiles = [
      { path: 'c134/a.txt', absolutePath: join(source, 'a') },
      { path: 'c134/sub/b.txt', absolutePath: join(source, 'b') },
      { path: 'other.txt', absolutePath: join(source, 'c') },
    ];
    const list = async (filter: { include?: string[]; exclude?: string | string[] }): Promise<string[]> => {
      const { logs } = await runTask(
        commands,
        { namespaceFiles: { enabled: true, ...filter }, commands: ['find . -type f | sort'] },
        { namespaceFiles },
      );
      return logs.map(({ message }) => message);
    };
    expect(await list({})).toEqual(['./c134/a.txt', './c134/sub/b.txt', './other.txt']);
    expect(await list({ include: ['c134/**'] })).toEqual(['./c134/a.txt', './c134/sub/b.txt']);
    expect(await list({ include: ['/c134/**'], exclude: '**/b.txt' })).toEqual(['./c134/a.txt']);
  });

  it('takes a namespace file as an input file, and says which one is missing', async () => {
    await using scene = await createScene();
    const absolutePath = join(scene.folder, 'q.sql');
    await writeFile(absolutePath, 'select 1');
    await chmod(absolutePath, 0o644);
    const namespaceFiles = [{ path: 'sql/q.sql', absolutePath }];
    const { logs } = await runTask(
      commands,
      { inputFiles: { 'q.sql': 'nsfile:///sql/q.sql' }, commands: ['cat q.sql'] },
      { namespaceFiles },
    );
    expect(logs).toEqual([{ level: 'INFO', message: 'select 1' }]);
    const error = await taskErrorOf(
      runTask(commands, { inputFiles: { x: 'nsfile:///sql/r.sql' }, commands: ['true'] }, { namespaceFiles }),
    );
    expect(error).toMatchObject({
      code: 'NAMESPACE_FILE_NOT_FOUND',
      hint: expect.stringContaining('namespace-files/'),
    });
  });

  it('does not write through a stored file', async () => {
    await using scene = await createScene();
    const uri = await scene.storage.put('s.txt', 'original');
    await runTask(commands, { inputFiles: { 'a.txt': uri }, commands: ['echo changed > a.txt'] }, { scene });
    expect(await readFile(await scene.storage.localPath(uri), 'utf8')).toBe('original');
  });
});
