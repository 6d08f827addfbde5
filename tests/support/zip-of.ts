import { execa } from 'execa';
import { readFile } from 'node:fs/promises';
import { makeTempProject } from './temp-project.ts';

/** One entry of an archive, as an enemy may write it. */
export interface ZipEntry {
  readonly path: string;
  readonly text?: string;
  /** Bytes of zeros instead of a text. */
  readonly zeros?: number;
  /** The text is the target of a symbolic link. */
  readonly isLink?: boolean;
}

const program = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED) as z:
    for entry in json.load(open(sys.argv[1])):
        info = zipfile.ZipInfo('placeholder')
        info.filename = entry['path']
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = (0o120777 if entry.get('isLink') else 0o100644) << 16
        with z.open(info, 'w', force_zip64=True) as out:
            left = entry.get('zeros', 0)
            while left > 0:
                size = min(left, 1 << 20)
                out.write(bytes(size))
                left -= size
            out.write(entry.get('text', '').encode())
`;

/** An archive with just these entries, whatever their names: by Python's zipfile, which checks nothing. */
export async function zipOf(entries: readonly ZipEntry[]): Promise<Buffer> {
  await using folder = await makeTempProject({ 'entries.json': JSON.stringify(entries) });
  await execa('python3', ['-W', 'ignore', '-c', program, folder.path('entries.json'), folder.path('out.zip')]);
  return readFile(folder.path('out.zip'));
}
