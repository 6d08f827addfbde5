import { describe, expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { tempProject } from '../support/temp-project.ts';

describe('one template', () => {
  test('from the arguments with a context file, and from stdin byte for byte', async () => {
    const { dir } = await tempProject({ 'context.json': '{"inputs": {"name": "Zoë 😀", "rate": 4.0}}' });
    const args = ['render', '{{ inputs.name | upper }} {{ inputs.rate }} {{ 7 / 2 }}', '--context', 'context.json'];
    expect(await runGitphony(args, { cwd: dir })).toEqual({ exitCode: 0, stdout: 'ZOË 😀 4.0 3\n', stderr: '' });
    const piped = await runGitphony(['render'], { cwd: dir, input: 'no line end: {{ 1 + 1 }}' });
    expect(piped).toEqual({ exitCode: 0, stdout: 'no line end: 2', stderr: '' });
  });

  test('a fault in gitphony.yaml does not stand in the way', async () => {
    const { dir } = await tempProject({ 'gitphony.yaml': 'services: {postgres: embeded}\n' });
    expect(await runGitphony(['render', '{{ 7 / 2 }}'], { cwd: dir })).toMatchObject({ exitCode: 0, stdout: '3\n' });
  });

  test('kv() and secret() of the project', async () => {
    const { dir } = await tempProject({ '.env': 'API_KEY=from-env\nSECRET_CODED=Y29kZWQ=\n', 'flows/.keep': '' });
    await runGitphony(['kv', 'set', 'place', 'Rome', '-n', 'demo'], { cwd: dir });
    const template = "{{ kv('place') }} {{ secret('API_KEY') }} {{ secret('CODED') }} {{ secret('my-key') }}";
    const env = { GITPHONY_SECRET_MY_KEY: 'mapped', SECRET_FOREIGN: 'not base64!' };
    const ended = await runGitphony(['render', template, '-n', 'demo'], { cwd: dir, env });
    expect(ended).toMatchObject({ exitCode: 0, stdout: 'Rome from-env coded mapped\n' });
    const foreign = await runGitphony(['render', "{{ secret('FOREIGN') }}"], { cwd: dir, env });
    expect(foreign.exitCode).toBe(2);
    expect(foreign.stderr).toContain('expected base64 in the environment variable SECRET_FOREIGN');
    expect(foreign.stderr).toContain('GITPHONY_SECRET_FOREIGN');
  });

  test('a wrong one: its place, a hint, exit 2', async () => {
    const { dir } = await tempProject({ 'list.json': '[1]', 'broken.json': '{' });
    const unknown = await runGitphony(['render', 'a {{ nope }}'], { cwd: dir });
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unknown.stderr).toMatch(/Unable to find `nope` .*column 6.*\n +hint: /);
    for (const file of ['list.json', 'broken.json', 'none.json']) {
      const ended = await runGitphony(['render', 'x', '--context', file], { cwd: dir });
      expect(ended.exitCode).toBe(2);
      expect(ended.stderr).toContain(`expected a JSON object of variables in ${file}`);
    }
  });
});

describe('--jsonl', () => {
  test('answers line by line in order, errors among them', async () => {
    const lines = [
      { template: '{{ inputs.n + 1 }}', context: { inputs: { n: 1 } } },
      { template: '{{ nope }}' },
      { template: 'zwei\nZeilen “{{ x }}” \u2028 😀', context: { x: 'ü\u0000' } },
      { context: {} },
      { template: '{{ 1', context: {} },
      { template: 'last' },
    ];
    const broken = [...lines.slice(0, 5).map((line) => JSON.stringify(line)), '', '{"template": ', '[]'];
    const input = [...broken, JSON.stringify(lines[5])].join('\r\n');
    const ended = await runGitphony(['render', '--jsonl'], { input });
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    const answers = ended.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(answers.map((answer) => Object.keys(answer))).toEqual([
      ['result'],
      ['error'],
      ['result'],
      ['error'],
      ['error'],
      ['error'],
      ['error'],
      ['result'],
    ]);
    expect(answers[0]?.['result']).toBe('2');
    expect(answers[1]?.['error']).toContain('nope');
    expect(answers[2]?.['result']).toBe('zwei\nZeilen “ü\u0000” \u2028 😀');
    expect(answers[7]?.['result']).toBe('last');
  });

  test('10,000 lines in one process', async () => {
    const count = 10_000;
    const input = Array.from({ length: count }, (_, n) =>
      JSON.stringify({
        template: `{{ inputs.n + ${n % 100} }} {{ inputs.text | upper }}`,
        context: { inputs: { n, text: 'ß€' } },
      }),
    ).join('\n');
    const ended = await runGitphony(['render', '--jsonl'], { input, timeout: 20_000 });
    const answers = ended.stdout.trimEnd().split('\n');
    expect(answers).toHaveLength(count);
    expect(answers[9_999]).toBe('{"result":"10098 SS€"}');
  });
});
