import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { renderTextList, renderTextMap } from '../../../plugin-kit/render-text.ts';

/** A file that is to go up. */
export interface UploadSource {
  /** The key, behind that of the task where there are several. */
  readonly name: string;
  readonly uri: string;
}

/**
 * Reads `from`: a URI, a list of them, or a map of name to URI; lists and maps also as JSON text, as outputs print them.
 * @throws TaskError S3_NOTHING_TO_UPLOAD, S3_SAME_KEY
 */
export async function uploadSources(context: Pick<RunContext, 'render'>, from: unknown): Promise<UploadSource[]> {
  const sources = (await isMapLike(context, from)) ? await ofMap(context, from) : await ofList(context, from);
  if (sources.length === 0) {
    throw new TaskError('S3_NOTHING_TO_UPLOAD', '`from` should name at least one file, but it is empty', {
      hint: 'Look at the task that it comes from; guard this one by `runIf` where that may have no files.',
      retryable: false,
    });
  }
  const names = sources.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return sources;
  throw new TaskError('S3_SAME_KEY', `two files of \`from\` would be written to the same key: ${twice}`, {
    hint: 'Write `from` as a map of name to URI.',
    retryable: false,
  });
}

async function isMapLike(context: Pick<RunContext, 'render'>, from: unknown): Promise<boolean> {
  if (typeof from === 'string') return (await context.render(from)).trimStart().startsWith('{');
  return typeof from === 'object' && from !== null && !Array.isArray(from);
}

async function ofMap(context: Pick<RunContext, 'render'>, from: unknown): Promise<UploadSource[]> {
  return [...(await renderTextMap(context, 'from', from))].map(([name, uri]) => ({ name, uri }));
}

async function ofList(context: Pick<RunContext, 'render'>, from: unknown): Promise<UploadSource[]> {
  const uris = await renderTextList(context, from);
  return uris.map((uri) => ({ name: decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)), uri }));
}
