import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** Writes a wheel into a folder: the module `<name>` with `ANSWER = <version>`, and the program `<name>` that prints it. */
export async function writeToyWheel(
  folder: string,
  name: string,
  version: string,
  { requires = [], tag = 'py3-none-any' }: { requires?: readonly string[]; tag?: string } = {},
): Promise<void> {
  const source = await mkdtemp(join(tmpdir(), 'gitphony-wheel-'));
  try {
    const info = join(source, `${name}-${version}.dist-info`);
    await Promise.all([mkdir(join(source, name)), mkdir(info), mkdir(folder, { recursive: true })]);
    const metadata = [
      'Metadata-Version: 2.1',
      `Name: ${name}`,
      `Version: ${version}`,
      ...requires.map((requirement) => `Requires-Dist: ${requirement}`),
    ];
    await Promise.all([
      writeFile(join(source, name, '__init__.py'), `ANSWER = "${version}"\ndef main():\n    print(ANSWER)\n`),
      writeFile(join(info, 'METADATA'), `${metadata.join('\n')}\n`),
      writeFile(join(info, 'WHEEL'), `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${tag}\n`),
      writeFile(join(info, 'entry_points.txt'), `[console_scripts]\n${name} = ${name}:main\n`),
      writeFile(join(info, 'RECORD'), ''),
    ]);
    const file = join(folder, `${name}-${version}-${tag}.whl`);
    await execa('python3', ['-m', 'zipfile', '-c', file, name, `${name}-${version}.dist-info`], { cwd: source });
  } finally {
    await rm(source, { recursive: true, force: true });
  }
}
