/**
 * A large file through Split, Concat and FilterItems by `gitphony run`: memory must not grow with the file.
 * `npx tsx bench/storage/run.ts [GiB]`; default 2. Takes about four times that on the disk of the temporary folder.
 */
import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const MIB = 1024 * 1024;
/** Mebibytes of the smaller file, large enough that a run takes what it will ever take. */
const SMALL = 256;
/** Megabytes that a large file may take beyond the small one. */
const GROWTH = 100;

const tasks: Readonly<Record<string, string>> = {
  Split: 'from: "{{ inputs.data }}"\n    bytes: 256MB',
  Concat: 'files: ["{{ inputs.data }}", "{{ inputs.data }}"]',
  FilterItems: 'from: "{{ inputs.data }}"\n    filterCondition: "{{ amount > 50 and even }}"',
};

const command = fileURLToPath(new URL('../../bin/gitphony', import.meta.url));

function flowOf(name: string, settings: string): string {
  return `id: ${name.toLowerCase()}
namespace: company.team
inputs:
  - id: data
    type: FILE
tasks:
  - id: work
    type: io.kestra.plugin.core.storage.${name}
    ${settings}
`;
}

/** JSON lines of about 128 bytes, as rows of a table are. */
function* lines(mebibytes: number): Generator<string> {
  let row = 0;
  for (let block = 0; block < mebibytes; block += 1) {
    let text = '';
    while (text.length < MIB) {
      text += `${JSON.stringify({ row, even: row % 2 === 0, amount: row % 100, note: `a text of row ${row}`.padEnd(80, '.') })}\n`;
      row += 1;
    }
    yield text;
  }
}

interface Measured {
  readonly seconds: number;
  /** Peak resident set of the process, as the kernel's VmHWM. */
  readonly megabytes: number;
}

async function measure(folder: string, name: string, data: string): Promise<Measured> {
  const reports = join(folder, 'reports');
  await mkdir(reports);
  const started = performance.now();
  const options = `--import=${join(folder, 'report-memory.mjs')}`;
  const environment = { ...process.env, NODE_OPTIONS: options, GITPHONY_BENCH_REPORTS: reports };
  execFileSync(command, ['run', `flows/${name.toLowerCase()}.yaml`, '-i', `data=${data}`], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const seconds = (performance.now() - started) / 1000;
  const peaks = await Promise.all(
    (await readdir(reports)).map(async (file) => Number(await readFile(join(reports, file), 'utf8'))),
  );
  await rm(reports, { recursive: true });
  await rm(join(folder, '.gitphony'), { recursive: true });
  return { seconds, megabytes: Math.max(...peaks) / 1024 };
}

async function main(): Promise<void> {
  const gibibytes = Number(process.argv[2] ?? 2);
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-bench-'));
  try {
    await mkdir(join(folder, 'flows'));
    await writeFile(
      join(folder, 'report-memory.mjs'),
      `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(\`\${process.env.GITPHONY_BENCH_REPORTS}/\${process.pid}\`, String(process.resourceUsage().maxRSS)));
`,
    );
    const small = join(folder, 'small.jsonl');
    const large = join(folder, 'large.jsonl');
    await pipeline(Readable.from(lines(SMALL)), createWriteStream(small));
    await pipeline(Readable.from(lines(gibibytes * 1024)), createWriteStream(large));
    for (const [name, settings] of Object.entries(tasks)) {
      await writeFile(join(folder, 'flows', `${name.toLowerCase()}.yaml`), flowOf(name, settings));
      const base = await measure(folder, name, small);
      const full = await measure(folder, name, large);
      const growth = full.megabytes - base.megabytes;
      console.log(
        `${name}: ${gibibytes} GiB in ${full.seconds.toFixed(1)} s, ${full.megabytes.toFixed(0)} MB at most; ` +
          `${SMALL} MiB take ${base.megabytes.toFixed(0)} MB (may grow by ${GROWTH})`,
      );
      if (growth > GROWTH) process.exitCode = 1;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
