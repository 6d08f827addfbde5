import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Flows of a bench: their texts by path below the project's root. */
export type BenchFlows = Readonly<Record<string, string>>;

/** `count` flows like the nine of the course, which lie beside the checkout: the same texts under other ids. */
export async function courseSize(folder: string, count: number): Promise<BenchFlows> {
  const names = (await readdir(folder)).filter((name) => /^\d.*\.yaml$/.test(name)).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const flows: Record<string, string> = {};
  for (let index = 0; index < count; index++) {
    const text = texts[index % texts.length] ?? '';
    flows[`flows/f${index}.yaml`] = text.replace(/^id:\s*(\S+)/m, `id: $1_${index}`);
  }
  return flows;
}

/** `count` flows of one Log task and a form of one field. */
export function small(count: number): BenchFlows {
  const flow = (index: number): string => `id: small_${index}
namespace: bench.small
inputs:
  - id: name
    type: STRING
    defaults: world
tasks:
  - id: greet
    type: io.kestra.plugin.core.log.Log
    message: "Hello, {{ inputs.name }}, from number ${index}!"
`;
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`flows/f${index}.yaml`, flow(index)]));
}

/** Writes a project that compile accepts: the flows, settings, and a stand-in for the action. */
export async function writeProject(root: string, flows: BenchFlows): Promise<void> {
  await mkdir(join(root, 'flows'), { recursive: true });
  await mkdir(join(root, 'action'), { recursive: true });
  await writeFile(join(root, 'action/action.yml'), 'name: a stand-in\n');
  await writeFile(join(root, 'gitphony.yaml'), 'kv: auto\n');
  for (const [path, text] of Object.entries(flows)) await writeFile(join(root, path), text);
}
