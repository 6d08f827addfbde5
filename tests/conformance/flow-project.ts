import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readExecution } from '../../src/engine/index.ts';
import { createLocalStorage } from '../../src/storage/index.ts';
import { makeTempProject } from '../support/temp-project.ts';
import { corpusServer, type FlowFolder } from './flow-corpus.ts';
import { type ObservedRecord, toObserved } from './flow-observed.ts';

/** A folder of the corpus as a project of its own. */
export interface FlowProject extends AsyncDisposable {
  readonly directory: string;
  /** Absolute path of the flow. */
  readonly flow: string;
  /** The executions so far, oldest first. */
  executions(): Promise<ObservedRecord[]>;
  execution(id: string): Promise<ObservedRecord>;
  /** Reads a file of internal storage. */
  read(uri: string): Promise<string>;
  /** A start's inputs: the files among them by path. */
  inputsOf(start: Readonly<Record<string, string>>): Record<string, string>;
}

/** Copies a folder of the corpus, its server's address replaced by the one of the server that runs. */
export async function openFlowProject(folder: FlowFolder, port: number): Promise<FlowProject> {
  const project = await makeTempProject();
  const executionsFolder = project.path('.gitphony', 'executions');
  const storage = createLocalStorage({ root: project.path('.gitphony', 'storage') });
  // Always there: it marks the project's root, wherever the system's temporary folder lies.
  await mkdir(project.path('subflows'));
  await copyFlow(join(folder.directory, 'flow.yaml'), project.path('flow.yaml'), port);
  for (const name of await list(join(folder.directory, 'subflows'))) {
    await copyFlow(join(folder.directory, 'subflows', name), project.path('subflows', name), port);
  }
  const namespaceFiles = join(folder.directory, 'namespace-files');
  // All flows of the corpus live in one namespace, to which its files were uploaded.
  if (existsSync(namespaceFiles)) {
    await cp(namespaceFiles, project.path('namespace-files', 'conformance'), { recursive: true });
  }
  const execution = async (id: string): Promise<ObservedRecord> =>
    toObserved(await readExecution(join(executionsFolder, id)), port);
  return {
    directory: project.dir,
    flow: project.path('flow.yaml'),
    execution,
    async executions() {
      const records = await Promise.all((await list(executionsFolder)).map(execution));
      return records.toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1));
    },
    async read(uri) {
      const [namespace = '', flowId = '', , id = ''] = uri.replace('kestra:///', '').split('/');
      const owner = { id, namespace, flowId, flowRevision: 1 };
      return text(await storage.forTaskRun(owner, { id: 'reader', taskId: 'reader' }).get(uri));
    },
    inputsOf: (start) =>
      Object.fromEntries(
        Object.entries(start).map(([name, value]) => [
          name,
          value.startsWith('@') ? join(folder.directory, 'files', value.slice(1)) : value,
        ]),
      ),
    [Symbol.asyncDispose]: () => project[Symbol.asyncDispose](),
  };
}

async function copyFlow(from: string, to: string, port: number): Promise<void> {
  const bytes = await readFile(from);
  const address = `127.0.0.1:${corpusServer.port}`;
  // Only where it must: some flows are not even text.
  if (bytes.includes(address)) await writeFile(to, bytes.toString().replaceAll(address, `127.0.0.1:${port}`));
  else await writeFile(to, bytes);
}

async function list(folder: string): Promise<string[]> {
  return existsSync(folder) ? readdir(folder) : [];
}
