/**
 * Runs a task on a large generated file in a process of its own, and prints as JSON what it made and how much memory that took.
 * Arguments: the task (concat, split, filter), a folder, MiB of the file.
 */
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { concat } from '../../src/plugins/core/storage/concat.ts';
import { filterItems } from '../../src/plugins/core/storage/filter-items.ts';
import { split } from '../../src/plugins/core/storage/split.ts';
import { createLocalStorage } from '../../src/storage/index.ts';
import { createRunContext, createScene } from './run-task.ts';

const MIB = 1024 * 1024;
const [task = '', folder = '', mebibytes = '1'] = process.argv.slice(2);

/** JSON lines of about 2 KiB; 512 of them are 1 MiB. */
function* lines(from: number, count: number): Generator<Buffer> {
  const filling = 'x'.repeat(2000);
  for (let block = 0; block < count; block += 1) {
    let text = '';
    for (let line = 0; line < 512; line += 1) {
      const head = JSON.stringify({ n: from + block * 512 + line, even: line % 2 === 0, filling });
      text += `${head.padEnd(2047)}\n`;
    }
    yield Buffer.from(text);
  }
}

/** Megabytes that the process has had at most so far. */
const peak = (): number => process.resourceUsage().maxRSS / 1024;

async function run(size: number): Promise<readonly number[]> {
  await using scene = await createScene();
  const execution = { id: 'exec1', namespace: 'company.team', flowId: 'test', flowRevision: 1 };
  const storage = createLocalStorage({ root: join(folder, 'storage') }).forTaskRun(execution, {
    id: 'run1',
    taskId: 'task',
  });
  const context = { ...createRunContext(scene), storage, workingDirectory: async () => folder };
  const from = await storage.put('lines.jsonl', Readable.from(lines(0, size)));
  const uris: string[] = [];
  if (task === 'split') uris.push(...((await split.run({ from, bytes: '64MB' }, context)).outputs?.uris ?? []));
  const joined = task === 'concat' ? await concat.run({ files: [from, from], separator: '\n' }, context) : undefined;
  const filtered =
    task === 'filter' ? await filterItems.run({ from, filterCondition: '{{ even }}' }, context) : undefined;
  for (const { outputs } of [joined, filtered].filter((result) => result !== undefined)) uris.push(outputs?.uri ?? '');
  const sizes = await Promise.all(uris.map((uri) => storage.size(uri)));
  await storage.purgeExecution();
  return sizes;
}

// Code, caches and buffers are there before the large file comes.
await run(8);
const before = peak();
const sizes = await run(Number(mebibytes));
console.log(JSON.stringify({ sizes: sizes.map((size) => size / MIB), before, after: peak() }));
