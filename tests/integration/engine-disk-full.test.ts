import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { readExecution } from '../../src/engine/index.ts';

const script = fileURLToPath(new URL('../support/engine-full-disk.ts', import.meta.url));

/** `ulimit -f` (blocks of 512 bytes in sh) makes writes fail behind a file size, as a full disk does. */
test.each([
  { fills: 'journal', blocks: 16, code: 'JOURNAL_UNWRITABLE' },
  { fills: 'log', blocks: 64, code: 'LOG_UNWRITABLE' },
])(
  'a full disk under the $fills ends the run with a clear error, and what is recorded can be read',
  async ({ fills, blocks, code }) => {
    const modules = fileURLToPath(new URL('../../node_modules/.engine-test-', import.meta.url));
    const [bundle, folder] = await Promise.all([mkdtemp(modules), mkdtemp(join(tmpdir(), 'gitphony-full-'))]);
    try {
      const outfile = join(bundle, 'child.mjs');
      await build({
        entryPoints: [script],
        bundle: true,
        platform: 'node',
        format: 'esm',
        packages: 'external',
        outfile,
      });
      const run = spawnSync(
        'sh',
        ['-c', `ulimit -f ${blocks}; exec "$@"`, 'sh', process.execPath, outfile, folder, fills],
        { encoding: 'utf8' },
      );
      const [first = '', ...more] = run.stdout.trim().split('\n');
      expect(first).toMatch(new RegExp(`^${code}: cannot (record the run|write the log) .*EFBIG`));
      expect(more).toEqual([]);
      expect(run.status).toBe(1);
      const execution = await readExecution(join(folder, 'executions', 'fullDisk1'));
      expect(execution.state.current).toBe('RUNNING');
      expect(execution.taskRunList.length).toBeGreaterThan(0);
      expect(execution.taskRunList.some(({ taskId }) => taskId === 'last')).toBe(false);
    } finally {
      await Promise.all([bundle, folder].map((path) => rm(path, { recursive: true, force: true })));
    }
  },
);
