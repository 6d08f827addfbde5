/** `engine-full-disk.ts <folder> <journal|log>`: a run that writes much there; prints the error that ends it. */
import { GitphonyError } from '../../src/contract/errors.ts';
import { Type } from '../../src/contract/schema.ts';
import { defineTask } from '../../src/contract/task.ts';
import { startExecution } from '../../src/engine/index.ts';
import { createEngineScene, toyFlow, toyTask } from './engine-scene.ts';
import { toyTypes } from './toy-types.ts';

const [folder = '', fills = ''] = process.argv.slice(2);

/** Logs far more than the limit allows; it would be done after that. */
const talk = defineTask({
  type: 'toy.Talk',
  title: 'Talk.',
  properties: Type.Object({}),
  outputs: Type.Object({}),
  examples: [],
  async run(_, context) {
    for (let line = 0; line < 2000; line += 1) context.log.info('x'.repeat(100));
    return {};
  },
});

const many = Array.from({ length: 200 }, (_, index) =>
  toyTask(`t${index}`, 'toy.Return', {}, { value: 'x'.repeat(100) }),
);
const { host } = await createEngineScene([...toyTypes, talk], { folder });
const tasks = [
  ...(fills === 'log' ? [toyTask('talk', 'toy.Talk')] : many),
  toyTask('last', 'toy.Return', {}, { value: 'done' }),
];
try {
  const handle = await startExecution(
    { flow: toyFlow(tasks), flowText: '', inputs: {}, executionId: 'fullDisk1' },
    host,
  );
  const { state } = await handle.result;
  process.stdout.write(`${state.current}\n`);
} catch (error) {
  process.stdout.write(
    `${error instanceof GitphonyError ? error.code : 'UNKNOWN'}: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
