import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FileConflict } from '../../../contract/namespace-folder.ts';
import { TaskError } from '../../../contract/errors.ts';
import type { NamespaceFolder, RunContext } from '../../../contract/run-context.ts';
import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';
import { renderTextList, renderTextMap } from '../../../plugin-kit/render-text.ts';
import { fileMatcher } from '../../../plugin-kit/files/match-files.ts';
import { needsCommit } from './needs-commit.ts';

/** Puts files into a namespace. */
export const uploadFiles = defineTask({
  type: 'io.kestra.plugin.core.namespace.UploadFiles',
  title: 'Put files into a namespace.',
  description: 'Writes into `namespace-files/<namespace>/` of this checkout; commit what it did.',
  properties: Type.Object({
    namespace: Type.Optional(Type.String({ description: 'Default: the flow’s namespace.' })),
    files: Type.Optional(
      selfRendered(
        Type.Union([Type.Array(Type.String()), Type.Record(Type.String(), Type.String()), Type.String()], {
          description:
            'Globs of files in the working directory, and URIs of stored files; or, as `filesMap`, a map of path to URI.',
        }),
      ),
    ),
    filesMap: Type.Optional(
      selfRendered(
        Type.Union([Type.Record(Type.String(), Type.String()), Type.String()], {
          description: 'URIs of stored files by their path in the namespace: a map, or the JSON text of one.',
        }),
      ),
    ),
    destination: Type.Optional(Type.String({ description: 'Folder in the namespace.', default: '/' })),
    conflict: Type.Optional(
      Type.Union([Type.Literal('OVERWRITE'), Type.Literal('ERROR'), Type.Literal('SKIP')], {
        description: 'What happens where a file is there already.',
        default: 'OVERWRITE',
      }),
    ),
  }),
  outputs: noOutputs,
  github: needsCommit,
  examples: [
    {
      title: 'Keep a downloaded script',
      code: `id: keep_script
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/main.py
  - id: upload
    type: io.kestra.plugin.core.namespace.UploadFiles
    filesMap:
      scripts/main.py: "{{ outputs.download.uri }}"
`,
    },
  ],
  async run({ namespace, files, filesMap, destination = '/', conflict = 'OVERWRITE' }, context) {
    if (files === undefined && filesMap === undefined) {
      throw new TaskError('FILES_MISSING', 'expected files or filesMap, got neither', { retryable: false });
    }
    const upload: Upload = { folder: context.namespaceFolder(namespace), destination, conflict };
    if (Array.isArray(files) || typeof files === 'string') await uploadList(files, upload, context);
    else if (files !== undefined) await uploadMap('files', files, upload, context);
    if (filesMap !== undefined) await uploadMap('filesMap', filesMap, upload, context);
    return {};
  },
});

interface Upload {
  readonly folder: NamespaceFolder;
  readonly destination: string;
  readonly conflict: FileConflict;
}

async function uploadMap(property: string, given: unknown, upload: Upload, context: RunContext): Promise<void> {
  for (const [path, uri] of await renderTextMap(context, property, given)) {
    await put(upload, path, uri, context);
  }
}

async function uploadList(given: readonly string[] | string, upload: Upload, context: RunContext): Promise<void> {
  const files = await renderTextList(context, given);
  const uris = files.filter(isUri);
  for (const uri of uris) await put(upload, uri.slice(uri.lastIndexOf('/') + 1), uri, context);
  const patterns = files.filter((file) => !isUri(file));
  if (patterns.length === 0) return;
  const matches = await fileMatcher(patterns);
  const directory = await context.workingDirectory();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, '/');
    if (!entry.isFile() || !matches(path)) continue;
    const content = createReadStream(join(directory, path));
    report(await upload.folder.put(`${upload.destination}/${path}`, content, upload.conflict), path, context);
  }
}

async function put(
  { folder, destination, conflict }: Upload,
  path: string,
  uri: string,
  context: RunContext,
): Promise<void> {
  if (!isUri(uri)) {
    throw new TaskError('FILES_INVALID', `${path}: expected the URI of a stored file, got ${JSON.stringify(uri)}`, {
      retryable: false,
      hint: 'take the URI from the outputs of a task, or from a FILE input',
    });
  }
  report(await folder.put(`${destination}/${path}`, await context.storage.get(uri), conflict), path, context);
}

function report(written: boolean, path: string, { log }: RunContext): void {
  log.debug(written ? `Uploaded ${path}` : `Skipped ${path}, which is there already`);
}

function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//iu.test(text);
}
