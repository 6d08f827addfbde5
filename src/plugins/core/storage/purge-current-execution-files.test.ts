import { expect, it } from 'vitest';
import { createScene, runTask } from '../../../../tests/support/run-task.ts';
import { purgeCurrentExecutionFiles } from './purge-current-execution-files.ts';

it('deletes the files and answers their URIs', async () => {
  await using scene = await createScene();
  const uri = await scene.storage.put('a.txt', 'a');
  const { outputs } = await runTask(purgeCurrentExecutionFiles, {}, { scene });
  expect(outputs).toEqual({ uris: [uri] });
  expect(await scene.storage.exists(uri)).toBe(false);
});
