import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TaskError } from '../../src/contract/errors.ts';
import type { TaskStorage } from '../../src/contract/run-context.ts';

const PREFIX = 'kestra:///company/team/test/executions/exec1/tasks/task/run1/';

/** Storage of one task run in a folder, with the contract's errors: for tests of tasks without an engine. */
export function createTempStorage(folder: string): TaskStorage {
  let count = 0;
  const claim = async (name: string): Promise<{ uri: string; path: string }> => {
    await mkdir(folder, { recursive: true });
    const file = `${count++}-${name.replaceAll('/', '_')}`;
    return { uri: PREFIX + encodeURIComponent(file), path: join(folder, file) };
  };
  const pathOf = (uri: string): string => {
    if (!uri.startsWith(PREFIX)) throw new TaskError('STORAGE_DENIED', `not a file of this test: ${uri}`);
    return join(folder, decodeURIComponent(uri.slice(PREFIX.length)));
  };
  const existing = async (uri: string): Promise<string> => {
    const path = pathOf(uri);
    await stat(path).catch((cause: unknown) => {
      throw new TaskError('STORAGE_NOT_FOUND', `no such file: ${uri}`, { cause });
    });
    return path;
  };
  return {
    async put(name, content) {
      const { uri, path } = await claim(name);
      const source = content instanceof Readable ? content : Readable.from([content]);
      await pipeline(source, createWriteStream(path));
      return uri;
    },
    async putFile(name, source) {
      const { uri, path } = await claim(name);
      await rename(source, path).catch(async () => {
        await copyFile(source, path);
        await rm(source);
      });
      return uri;
    },
    get: async (uri) => createReadStream(await existing(uri)),
    localPath: existing,
    isUri: (text) => text.startsWith('kestra:///'),
    size: async (uri) => (await stat(await existing(uri))).size,
    exists: async (uri) =>
      existing(uri).then(
        () => true,
        () => false,
      ),
    async delete(uri) {
      const path = pathOf(uri);
      const found = await stat(path).then(
        () => true,
        () => false,
      );
      await rm(path, { force: true });
      return found;
    },
    async purgeExecution() {
      const names = await readdir(folder).catch(() => []);
      await rm(folder, { recursive: true, force: true });
      return names.map((name) => PREFIX + encodeURIComponent(name));
    },
  };
}
