/**
 * A large file up to Cloud Storage and down again: one stream, parts and slices, and Google's client without us.
 *
 *   tsx bench/gcs/main.ts [--mebibytes 1024] [--rate 25] [--server emulator|line|both] [--check]
 *
 * `emulator`: fake-gcs-server on this machine, where several connections win nothing; 256 MiB at most, for it copies all that it has
 * with each piece. `line`: a server that keeps nothing, behind a line on which each connection carries `--rate` megabytes a second.
 * `--check` ends with 1 unless parts and slices are at least 1.5 times as fast there as one stream, in at most 400 MB. gsutil takes
 * part in none of this: it speaks TLS only.
 */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { startGcsEmulator } from '../../tools/emulators/google.ts';
import { startGcsSink } from '../../tests/support/gcs-sink.ts';
import { startLine } from './line.ts';
import { type Job, sides } from './sides.ts';

const MIB = 1024 * 1024;
const LEAST_GAIN = 1.5;
const MOST_MEGABYTES = 400;
const { values } = parseArgs({
  options: {
    mebibytes: { type: 'string', default: '1024' },
    rate: { type: 'string', default: '25' },
    server: { type: 'string', default: 'both' },
    check: { type: 'boolean', default: false },
  },
});
const mebibytes = Number(values.mebibytes);
const MOST_ON_EMULATOR = 256;

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

async function measure(job: Job): Promise<Measured> {
  const child = fileURLToPath(new URL('./child.ts', import.meta.url));
  const { stdout } = await execa('npx', ['tsx', child, JSON.stringify(job)], { stderr: 'inherit' });
  return JSON.parse(stdout.split('\n').at(-1) ?? '') as Measured;
}

/** All sides, one after another. */
async function compare(title: string, endpoint: string, folder: string, size: number): Promise<Map<string, Measured>> {
  console.log(`\n${title}, ${size} MiB`);
  await fill(join(folder, 'file'), size);
  const seen = new Map<string, Measured>();
  for (const side of Object.keys(sides) as (keyof typeof sides)[]) {
    const isUp = side.startsWith('up');
    const object = isUp ? `up-${seen.size}` : `made-${size}`;
    const measured = await measure({ side, endpoint, path: isUp ? join(folder, 'file') : folder, object });
    seen.set(side, measured);
    const speed = (size * MIB) / 1e6 / measured.seconds;
    console.log(
      `  ${side.padEnd(28)} ${speed.toFixed(0).padStart(5)} MB/s  ${measured.seconds.toFixed(1).padStart(6)} s  ${measured.megabytes.toFixed(0).padStart(5)} MB at most`,
    );
  }
  return seen;
}

async function fill(path: string, size: number): Promise<void> {
  const file = await open(path, 'w');
  await file.truncate(size * MIB);
  for (let at = 0; at < size; at += 7) await file.write(`piece ${at}`, at * MIB);
  await file.close();
}

async function onEmulator(folder: string): Promise<void> {
  const google = await startGcsEmulator({ objects: join(folder, 'objects') });
  try {
    const size = Math.min(mebibytes, MOST_ON_EMULATOR);
    await fill(join(folder, 'file'), size);
    await fetch(`${google.gcs}/storage/v1/b?project=x`, { method: 'POST', body: '{"name":"lake"}' });
    const address = `${google.gcs}/upload/storage/v1/b/lake/o?uploadType=media&name=made-${size}`;
    await execa('curl', ['-sSf', '-o', join(folder, 'answer'), '-T', join(folder, 'file'), '-X', 'POST', address]);
    await compare('fake-gcs-server on this machine', google.gcs, folder, size);
  } finally {
    await google.stop();
  }
}

async function onLine(folder: string): Promise<void> {
  const sink = await startGcsSink();
  const line = await startLine(sink.url, Number(values.rate) * 1e6);
  try {
    const seen = await compare(`a line of ${values.rate} MB/s for each connection`, line.url, folder, mebibytes);
    if (values.check) check(seen);
  } finally {
    await line.close();
    await sink[Symbol.asyncDispose]();
  }
}

function check(seen: ReadonlyMap<string, Measured>): void {
  const seconds = (side: keyof typeof sides): number => seen.get(side)?.seconds ?? Number.NaN;
  const gains = {
    'up, 4 parts': seconds('up, one stream') / seconds('up, 4 parts'),
    'down, slices': seconds('down, bare client') / seconds('down, slices'),
  };
  for (const [side, gain] of Object.entries(gains)) {
    if (gain >= LEAST_GAIN) continue;
    console.error(`${side}: expected ${LEAST_GAIN} times the speed of one stream, got ${gain.toFixed(2)}`);
    process.exitCode = 1;
  }
  for (const side of ['up, one stream', 'up, 4 parts', 'up, 8 parts', 'down, slices']) {
    const { megabytes = Number.NaN } = seen.get(side) ?? {};
    if (megabytes <= MOST_MEGABYTES) continue;
    console.error(`${side}: expected at most ${MOST_MEGABYTES} MB, took ${megabytes.toFixed(0)}`);
    process.exitCode = 1;
  }
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-bench-gcs-'));
  try {
    if (values.server !== 'line') await onEmulator(folder);
    if (values.server !== 'emulator') await onLine(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
