import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TaskError } from '../contract/errors.ts';
import type { ExecutionInfo, TaskRunInfo, TaskStorage } from '../contract/run-context.ts';
import type { Storage } from '../contract/storage.ts';
import { createStorageReader } from './storage-reader.ts';
import { placeFile, takeOver } from './place-file.ts';
import { safeName, safePart, toUri } from './storage-uri.ts';

export interface LocalStorageOptions {
  /** Absolute folder; made on first use. */
  readonly root: string;
}

/** Internal storage in a folder. */
export interface LocalStorage extends Storage {
  /** Deletes every file of an execution; answers their URIs. */
  purge(execution: Pick<ExecutionInfo, 'id' | 'namespace' | 'flowId'>): Promise<readonly string[]>;
}

/** Drafts stand beside the namespaces; no namespace begins with a dot. */
const DRAFTS = '.drafts';

/** Internal storage in a folder, laid out as its URIs are. Files appear under their names only when they are whole. */
export function createLocalStorage({ root }: LocalStorageOptions): LocalStorage {
  const purge: LocalStorage['purge'] = (execution) =>
    createStorageReader(root, execution.namespace).removeAll(executionParts(execution));
  return {
    forTaskRun: (execution, taskRun) => openTaskStorage(root, execution, taskRun, purge),
    async putInput(execution, input, name, path) {
      const parts = [...executionParts(execution), 'inputs', safePart(input)];
      // The user's own file stays where it is.
      return store(root, parts, name, (draft) => copyFile(path, draft));
    },
    purge,
  };
}

function openTaskStorage(
  root: string,
  execution: ExecutionInfo,
  taskRun: Pick<TaskRunInfo, 'id' | 'taskId'>,
  purge: LocalStorage['purge'],
): TaskStorage {
  const parts = [...executionParts(execution), 'tasks', safePart(taskRun.taskId), safePart(taskRun.id)];
  const reader = createStorageReader(root, execution.namespace);
  return {
    put: (name, content) =>
      store(root, parts, name, (draft) => {
        const source = content instanceof Readable ? content : Readable.from([content]);
        return pipeline(source, createWriteStream(draft, { flags: 'wx' }));
      }),
    putFile: (name, path) => store(root, parts, name, (draft) => takeOver(path, draft)),
    get: (uri) => reader.get(uri),
    localPath: (uri) => reader.localPath(uri),
    size: (uri) => reader.size(uri),
    exists: (uri) => reader.exists(uri),
    isUri: (text) => text.startsWith('kestra://'),
    delete: (uri) => reader.remove(uri),
    purgeExecution: () => purge(execution),
  };
}

function executionParts(execution: Pick<ExecutionInfo, 'id' | 'namespace' | 'flowId'>): readonly string[] {
  return [safePart(execution.namespace), safePart(execution.flowId), 'executions', safePart(execution.id)];
}

async function store(
  root: string,
  parts: readonly string[],
  name: string,
  write: (draft: string) => Promise<void>,
): Promise<string> {
  const drafts = join(root, DRAFTS);
  const draft = join(drafts, randomBytes(12).toString('hex'));
  try {
    await mkdir(drafts, { recursive: true });
    await write(draft);
    return toUri([...parts, ...(await placeFile(draft, join(root, ...parts), safeName(name)))]);
  } catch (cause) {
    await rm(draft, { force: true });
    if (cause instanceof TaskError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TaskError('STORAGE_WRITE_FAILED', `cannot store the file "${name}": ${reason}`, { cause });
  }
}
