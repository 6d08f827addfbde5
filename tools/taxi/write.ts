/** `tsx tools/taxi/write.ts <yellow|green> <year> <month> <rows> [--gzip] [--seed text]`: one sample month to stdout. */
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { sampleCsvStream, sampleGzipStream } from './generate.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { gzip: { type: 'boolean', default: false }, seed: { type: 'string', default: '' } },
});
const [taxi, year, month, rows] = positionals;
if (taxi !== 'yellow' && taxi !== 'green') {
  console.error('Expected: write.ts <yellow|green> <year> <month> <rows> [--gzip] [--seed text]');
  process.exit(2);
}
const sample = { taxi, year: Number(year), month: Number(month), rows: Number(rows), seed: values.seed } as const;
await pipeline(values.gzip ? sampleGzipStream(sample) : sampleCsvStream(sample), process.stdout);
