import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tempProject } from '../../tests/support/temp-project.ts';
import type { RecordCopier } from './record-files.ts';
import { createRecordUploader, type RecordUploader } from './record-uploader.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** An uploader whose news are made by hand; `answer` says what becomes of an upload. */
async function start(answer: (name: string) => Promise<void> = () => Promise.resolve()) {
  const project = await tempProject();
  const seen = { names: [] as string[], warnings: [] as string[], news: 0, arrived: 0 };
  const copier: RecordCopier = {
    copyNews: () => {
      const { news } = seen;
      const commit = (): void => {
        seen.news -= news;
        seen.arrived += news;
      };
      return Promise.resolve({ files: Array.from({ length: news }, () => '/file'), commit });
    },
  };
  const uploader: RecordUploader = createRecordUploader({
    name: 'record',
    copier,
    temporaryDirectory: project.dir,
    upload: (name) => {
      seen.names.push(name);
      return answer(name);
    },
    warn: (message) => seen.warnings.push(message),
  });
  const pass = async (seconds: number): Promise<void> => {
    vi.advanceTimersByTime(seconds * 1000);
    await settle();
  };
  return { uploader, seen, pass };
}

/** The file system answers outside of fake time. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(() => setTimeoutReal(resolve, 150)));
const setTimeoutReal = setTimeout;

it('uploads every 30 seconds, the first time after 10, and only news', async () => {
  const { seen, pass } = await start();
  await pass(10);
  seen.news = 1;
  await pass(29);
  expect(seen.names).toEqual([]);
  await pass(1);
  expect(seen.names).toEqual(['record-0']);
  await pass(30);
  expect(seen.names).toEqual(['record-0']);
  seen.news = 2;
  await pass(30);
  expect(seen).toMatchObject({ names: ['record-0', 'record-1'], arrived: 3 });
});

it('uploads the rest at the end, and then stops', async () => {
  const { uploader, seen, pass } = await start();
  seen.news = 1;
  expect(await uploader.flush()).toBe('record-0');
  expect(await uploader.flush()).toBeUndefined();
  seen.news = 1;
  expect(await uploader.close()).toEqual({ names: ['record-0', 'record-1'], isComplete: true });
  seen.news = 1;
  await pass(300);
  expect(seen.names).toHaveLength(2);
});

it('tries again with the next upload, under a new name, and warns once for failures in a row', async () => {
  let fails = true;
  const { uploader, seen, pass } = await start(() => (fails ? Promise.reject(new Error('away')) : Promise.resolve()));
  seen.news = 1;
  await pass(30);
  await pass(30);
  expect(seen).toMatchObject({ names: ['record-0', 'record-1'], arrived: 0 });
  expect(seen.warnings).toEqual([expect.stringContaining('away')]);
  fails = false;
  expect(await uploader.close()).toEqual({ names: ['record-2'], isComplete: true });
  expect(seen).toMatchObject({ arrived: 1, warnings: [expect.anything()] });
});

it('never fails, and says at the end that something is missing', async () => {
  const { uploader, seen } = await start(() => Promise.reject(new Error('away')));
  seen.news = 1;
  expect(await uploader.flush()).toBeUndefined();
  expect(await uploader.close()).toEqual({ names: [], isComplete: false });
  expect(seen.warnings.at(-1)).toMatch(/not complete: away/);
});

it('gives up an upload that hangs', async () => {
  const { uploader, seen } = await start(() => new Promise(() => undefined));
  seen.news = 1;
  const closing = uploader.close();
  await settle();
  vi.advanceTimersByTime(120_000);
  expect(await closing).toMatchObject({ isComplete: false });
  expect(seen.warnings[0]).toContain('120 s');
});

it('slows down before the job’s 500 artifacts are used up', async () => {
  const { seen, uploader, pass } = await start();
  for (let upload = 0; upload < 201; upload += 1) {
    seen.news = 1;
    await uploader.flush();
  }
  await pass(30);
  const before = seen.names.length;
  seen.news = 1;
  await pass(30);
  expect(seen.names).toHaveLength(before);
  await pass(30);
  expect(seen.names).toHaveLength(before + 1);
});
