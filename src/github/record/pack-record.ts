import { rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { RecordCopier } from '../record-files.ts';
import { packFiles } from './file-pack.ts';
import { MANIFEST_FILE, printManifest, type RecordManifest } from './manifest.ts';
import { type SealKey, writeSealed } from './sealed-file.ts';

/** The only file beside the manifest where a record is encrypted. */
export const SEALED_FILE = 'record.sealed';

/** Adds the manifest to each upload and, with a key, puts all other files into one that is encrypted and bound to the manifest. */
export function packRecord(copier: RecordCopier, manifest: RecordManifest, key: SealKey | undefined): RecordCopier {
  const text = printManifest(manifest);
  return {
    async copyNews(target, evenIfNone = false) {
      const news = await copier.copyNews(target);
      if (news.files.length === 0 && !evenIfNone) return news;
      const head = join(target, MANIFEST_FILE);
      await writeFile(head, text);
      if (key === undefined) return { ...news, files: [head, ...news.files] };
      const sealed = join(target, SEALED_FILE);
      const byPath = new Map(news.files.map((file) => [relative(target, file).replaceAll(sep, '/'), file]));
      await writeSealed(packFiles(byPath), sealed, key, Buffer.from(text));
      for (const file of news.files) await rm(file);
      return { ...news, files: [head, sealed] };
    },
  };
}
